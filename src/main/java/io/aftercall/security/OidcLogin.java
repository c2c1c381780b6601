package io.aftercall.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.client.RestClientException;

/**
 * The company's login: how its provider is reached, and what it makes of whom. The provider is
 * asked at the first login and not at the start: calls are taken while it is away.
 */
public final class OidcLogin
    implements ClientRegistrationRepository, OAuth2UserService<OidcUserRequest, OidcUser> {
  private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);
  static final String ID = "company";

  /** For each request to the provider, a person waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Where the button leads. */
  public static final String ADDRESS = "/oauth2/authorization/" + ID;

  /** Said when somebody is known there, but has no role here. */
  static final String NO_ROLE = "no_role";

  /** The first that the provider tells is who did it, in the book. */
  private static final List<String> NAMES = List.of("preferred_username", "email", "sub");

  private final OidcSettings settings;
  private final OidcRequests requests = new OidcRequests(PATIENCE);
  private final OidcUserService users = requests.users();
  private volatile ClientRegistration known;

  OidcLogin(OidcSettings settings) {
    this.settings = settings;
  }

  OidcRequests requests() {
    return requests;
  }

  /** As it stands on the button. */
  public String name() {
    return settings.name();
  }

  /** How long what the provider said of somebody holds. */
  Duration recheck() {
    return settings.recheck();
  }

  /** Whether the provider can be asked, now or since an earlier login. */
  public boolean answers() {
    try {
      return findByRegistrationId(ID) != null;
    } catch (IllegalArgumentException | IllegalStateException | RestClientException away) {
      LOG.warn("login.provider_away error={}", away.getClass().getSimpleName());
      return false;
    }
  }

  @Override
  public ClientRegistration findByRegistrationId(String id) {
    if (!ID.equals(id)) {
      return null;
    }
    if (known == null) {
      known =
          requests
              .discover(settings.issuer())
              .registrationId(ID)
              .clientId(settings.client().id())
              .clientSecret(settings.client().secret())
              .scope("openid", "profile", "email")
              .build();
    }
    return known;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = users.loadUser(request);
    Role role =
        settings
            .role(values(user.getClaims()))
            .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(NO_ROLE)));
    String named =
        NAMES.stream()
            .filter(name -> user.getClaimAsString(name) != null)
            .findFirst()
            .orElse("sub");
    return new DefaultOidcUser(
        AuthorityUtils.createAuthorityList(role.authority()),
        user.getIdToken(),
        user.getUserInfo(),
        named);
  }

  /** What stands at the claim: one text or several. */
  private List<String> values(Map<String, Object> claims) {
    Object at = claims.get(settings.claim());
    if (at == null) {
      at = claims;
      for (String name : settings.claim().split("\\.")) {
        at = at instanceof Map<?, ?> map ? map.get(name) : null;
      }
    }
    List<String> values = new ArrayList<>();
    Stream<?> all = at instanceof Collection<?> many ? many.stream() : Stream.ofNullable(at);
    all.forEach(one -> values.add(String.valueOf(one)));
    return values;
  }
}
