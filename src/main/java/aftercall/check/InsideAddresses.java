package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.ForbiddenRanges;
import aftercall.config.Network;
import aftercall.config.Reach;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a deliver route posts to an address that is written in digits, is not a public one, and
 * is not named in {@code allowIps}: nothing would be sent there.
 */
final class InsideAddresses {
  private static final Pattern HOST =
      Pattern.compile("(?:https?://)?(?:[^/@]*@)?(\\[[^\\]]*]|[^:/?#]*).*", Pattern.DOTALL);

  private final Findings findings;

  InsideAddresses(Findings findings) {
    this.findings = findings;
  }

  void check(Route route) {
    if (route.folder() != Folder.DELIVER) {
      return;
    }
    Endpoint.Option allowed = route.from().flatMap(from -> from.option("allowIps")).orElse(null);
    if (allowed != null && allowed.isOpen()) {
      return;
    }
    Reach reach =
        Optional.ofNullable(allowed)
            .flatMap(option -> Reach.parse(option.value()))
            .orElse(Reach.PUBLIC);
    for (Endpoint to : route.to()) {
      if ((to.is("http") || to.is("https")) && !Endpoint.isOpen(to.name())) {
        check(to, reach);
      }
    }
  }

  private void check(Endpoint to, Reach reach) {
    InetAddress address = address(to.name()).orElse(null);
    if (address == null || reach.includes(address)) {
      return;
    }
    ForbiddenRanges.kind(address)
        .ifPresent(
            kind ->
                findings.error(
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
    return Network.address(text.equals("localhost") ? "127.0.0.1" : text);
  }
}
