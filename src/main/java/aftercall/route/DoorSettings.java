package aftercall.route;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code aftercall.door.*}: the HTTP server that senders reach.
 *
 * @param port 0 takes a free one
 * @param workers requests being stored at the same time; further ones wait their turn
 * @param idle a connection that says nothing for so long is closed
 */
public record DoorSettings(
    @Min(0) @Max(65535) @DefaultValue("8080") int port,
    @NotBlank @DefaultValue("0.0.0.0") String address,
    @NotNull @DefaultValue("10MB") DataSize maxBody,
    @Min(1) @Max(1024) @DefaultValue("128") int workers,
    @NotNull @DefaultValue("60s") Duration idle) {}
