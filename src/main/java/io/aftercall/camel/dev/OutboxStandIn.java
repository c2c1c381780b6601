package io.aftercall.camel.dev;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;

/**
 * {@code outbox:} without a database: no delivery falls due, and a named destination is only
 * logged. The systems at the end of a deliver route, and the steps that speak to them, are stood in
 * for too, unless the context has its own: a route starts without a password, and nothing leaves.
 */
public final class OutboxStandIn extends StandInComponent {
  private static final List<String> SYSTEMS =
      List.of("salesforce", "http", "https", "smtp", "smtps");

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    Registry registry = getCamelContext().getRegistry();
    for (String scheme : SYSTEMS) {
      // Where Camel looks first for the component of a scheme.
      String bean = scheme + "-component";
      if (registry.lookupByName(bean) == null && getCamelContext().hasComponent(scheme) == null) {
        registry.bind(bean, new SystemStandIn());
      }
    }
    getCamelContext()
        .getCamelContextExtension()
        .addContextPlugin(
            BeanProcessorFactory.class,
            new StepsStandIn(PluginHelper.getBeanProcessorFactory(getCamelContext())));
  }

  /** A system that is never called; any option will do. */
  static final class SystemStandIn extends StandInComponent {
    SystemStandIn() {
      // Camel would fill it as if it were the real component of the scheme.
      setAutowiredEnabled(false);
    }

    @Override
    Optional<Set<String>> options(String scheme) {
      return Optional.empty();
    }
  }

  /** A step whose bean the context does not have does nothing. */
  private record StepsStandIn(BeanProcessorFactory beans) implements BeanProcessorFactory {
    @Override
    public Processor createBeanProcessor(CamelContext camel, Object bean, Method method)
        throws Exception {
      return beans.createBeanProcessor(camel, bean, method);
    }

    @Override
    public Processor createBeanProcessor(
        CamelContext camel,
        Object bean,
        String type,
        Class<?> typeClass,
        String ref,
        String method,
        BeanScope scope)
        throws Exception {
      return ref != null && camel.getRegistry().lookupByName(ref) == null
          ? exchange -> {}
          : beans.createBeanProcessor(camel, bean, type, typeClass, ref, method, scope);
    }
  }
}
