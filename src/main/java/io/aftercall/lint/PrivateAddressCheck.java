package io.aftercall.lint;

import io.aftercall.config.AllowedNetworks;
import io.aftercall.config.CidrRange;
import io.aftercall.config.NonPublicRanges;
import io.aftercall.config.WorkspaceFolder;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a deliver route posts to an address that is written in digits, is not a public one, and
 * is not named in {@code allowIps}: nothing would be sent there.
 */
final class PrivateAddressCheck {
  private static final Pattern HOST =
      Pattern.compile("(?:https?://)?(?:[^/@]*@)?(\\[[^\\]]*]|[^:/?#]*).*", Pattern.DOTALL);

  private final ProblemCollector problemCollector;

  PrivateAddressCheck(ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
  }

  void check(RouteModel routeModel) {
    if (routeModel.folder() != WorkspaceFolder.DELIVER) {
      return;
    }
    EndpointRef.Option allowed =
        routeModel.from().flatMap(from -> from.option("allowIps")).orElse(null);
    if (allowed != null && allowed.isOpen()) {
      return;
    }
    AllowedNetworks allowedNetworks =
        Optional.ofNullable(allowed)
            .flatMap(option -> AllowedNetworks.parse(option.value()))
            .orElse(AllowedNetworks.PUBLIC);
    for (EndpointRef to : routeModel.to()) {
      if ((to.is("http") || to.is("https")) && !EndpointRef.isOpen(to.name())) {
        check(to, allowedNetworks);
      }
    }
  }

  private void check(EndpointRef to, AllowedNetworks allowedNetworks) {
    InetAddress address = address(to.name()).orElse(null);
    if (address == null || allowedNetworks.includes(address)) {
      return;
    }
    NonPublicRanges.kind(address)
        .ifPresent(
            kind ->
                problemCollector.error(
                    to.namePlace(),
                    "inside-address",
                    "%s is %s, and nothing is sent there".formatted(address.getHostAddress(), kind),
                    "add allowIps: \"%s\" to the parameters of this route's outbox:"
                        .formatted(address.getHostAddress())));
  }

  /** Names are looked up when something is sent, not here. */
  private static Optional<InetAddress> address(String name) {
    Matcher host = HOST.matcher(name);
    if (!host.matches()) {
      return Optional.empty();
    }
    String text = host.group(1).replaceAll("[\\[\\]]", "");
    return CidrRange.address(text.equals("localhost") ? "127.0.0.1" : text);
  }
}
