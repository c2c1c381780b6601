package io.aftercall.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** What is asked of a login provider: each request bounded in size and time. */
final class OidcRequests {
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final InterceptingClientHttpRequestFactory requests;

  OidcRequests(Duration overall) {
    requests =
        new InterceptingClientHttpRequestFactory(
            BoundedAnswers.requests(overall), List.of(new BoundedAnswers()));
  }

  private RestTemplate rest() {
    return new RestTemplate(requests);
  }

  /** What the provider says about itself (OpenID Connect Discovery 1.0). */
  ClientRegistration.Builder discover(String issuer) {
    URI address = URI.create(issuer.replaceFirst("/$", "") + DISCOVERY);
    Map<String, Object> told =
        rest()
            .exchange(
                new RequestEntity<>(HttpMethod.GET, address),
                new ParameterizedTypeReference<Map<String, Object>>() {})
            .getBody();
    if (told == null || !issuer.equals(told.get("issuer"))) {
      throw new IllegalStateException("the provider names another issuer than the setting");
    }
    return ClientRegistrations.fromOidcConfiguration(told);
  }

  OidcUserService users() {
    DefaultOAuth2UserService claims = new DefaultOAuth2UserService();
    RestTemplate rest = rest();
    rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    claims.setRestOperations(rest);
    OidcUserService users = new OidcUserService();
    users.setOauth2UserService(claims);
    return users;
  }

  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
    RestClientAuthorizationCodeTokenResponseClient tokens =
        new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(requests)
            .messageConverters(
                converters -> {
                  converters.clear();
                  converters.add(new FormHttpMessageConverter());
                  converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return tokens;
  }

  /** As Spring Security's own decoder of ID tokens, with keys from bounded answers. */
  JwtDecoderFactory<ClientRegistration> idTokens() {
    Map<String, JwtDecoder> known = new ConcurrentHashMap<>();
    return registration ->
        known.computeIfAbsent(registration.getRegistrationId(), id -> decoder(registration));
  }

  private JwtDecoder decoder(ClientRegistration registration) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(registration.getProviderDetails().getJwkSetUri())
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .restOperations(rest())
            .build();
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
    return decoder;
  }
}
