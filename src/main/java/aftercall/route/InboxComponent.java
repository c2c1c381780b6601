package aftercall.route;

import aftercall.intake.Intake;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code inbox:<source>}: calls that came in, kept before they are answered. */
@Component("inbox")
public final class InboxComponent extends DefaultComponent {
  private final Intake intake;
  private final Decisions decisions;

  InboxComponent(Intake intake, Decisions decisions) {
    this.intake = intake;
    this.decisions = decisions;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    InboxEndpoint endpoint = new InboxEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  Intake intake() {
    return intake;
  }

  Decisions decisions() {
    return decisions;
  }
}
