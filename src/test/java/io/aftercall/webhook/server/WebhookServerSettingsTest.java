package io.aftercall.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.config.CidrRange;
import io.aftercall.webhook.WebhookLimits;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookServerSettingsTest {
  @Test
  void everythingHasADefaultAndNoProxyIsTrusted() {
    WebhookLimits rules = settings("aftercall.webhook.trusted-proxies", "").rules();

    assertThat(rules.maxBody()).isEqualTo(10 * 1024 * 1024);
    assertThat(rules.rate()).isZero();
    assertThat(rules.trustedProxies()).isEmpty();
  }

  @Test
  void proxiesAreAListWithCommas() {
    WebhookLimits rules = settings("aftercall.webhook.trusted-proxies", "10.0.0.0/8, ::1").rules();

    assertThat(rules.trustedProxies())
        .extracting(CidrRange::toString)
        .containsExactly("10.0.0.0/8", "0:0:0:0:0:0:0:1/128");
  }

  @Test
  void aMistakeNamesTheSettingAndWhatToWrite() {
    assertThatThrownBy(() -> settings("aftercall.webhook.trusted-proxies", "10.0.0.0/33"))
        .rootCause()
        .hasMessage(
            "aftercall.webhook.trusted-proxies: '10.0.0.0/33' is no address and no range of them;"
                + " write it like 10.0.0.0/8");
    assertThatThrownBy(() -> settings("aftercall.webhook.max-body", "2GB"))
        .rootCause()
        .hasMessageContaining("aftercall.webhook.max-body must be between 1B and 1GB");
  }

  private static WebhookServerSettings settings(String name, String value) {
    Map<String, String> values = new HashMap<>();
    values.put(name, value);
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("aftercall.webhook", Bindable.of(WebhookServerSettings.class));
  }
}
