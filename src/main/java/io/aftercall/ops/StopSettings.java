package io.aftercall.ops;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code aftercall.stop.*}.
 *
 * @param limit how long an orderly stop may take as a whole
 */
@Validated
@ConfigurationProperties("aftercall.stop")
record StopSettings(@NotNull @DefaultValue("25s") Duration limit) {}
