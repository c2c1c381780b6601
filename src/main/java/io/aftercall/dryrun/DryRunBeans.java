package io.aftercall.dryrun;

import io.aftercall.config.ActiveWorkspace;
import io.aftercall.config.Workspace;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The beans behind the kamelets, for a dry run: the real ones of each protocol packages, under
 * settings that lead nowhere, so that nothing has to be configured and nobody can be reached.
 *
 * @param rooms Spring configuration classes of the protocol packages
 * @param settings all they are told; what the real environment says is nothing to a dry run
 */
public record DryRunBeans(List<Class<?>> rooms, Map<String, Object> settings) {

  /** Returns what is to be closed with the dry run. */
  public AutoCloseable bind(CamelContext camel, Workspace files, InstantSource clock) {
    AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    StandardEnvironment environment = new StandardEnvironment();
    MutablePropertySources known = environment.getPropertySources();
    known.stream().map(PropertySource::getName).toList().forEach(known::remove);
    known.addFirst(new MapPropertySource("dry-run", settings));
    beans.setEnvironment(environment);
    beans.registerBean(CamelContext.class, () -> camel);
    beans.registerBean(ActiveWorkspace.class, () -> () -> files);
    beans.registerBean(InstantSource.class, () -> clock);
    beans.register(rooms.toArray(Class<?>[]::new));
    // Most beans serve destinations that the call does not go to.
    beans.addBeanFactoryPostProcessor(
        factory ->
            Stream.of(factory.getBeanDefinitionNames())
                .forEach(name -> factory.getBeanDefinition(name).setLazyInit(true)));
    beans.refresh();
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = beans.getType(name);
      if (!name.startsWith("org.springframework") && !CamelContext.class.isAssignableFrom(type)) {
        camel.getRegistry().bind(name, type, () -> beans.getBean(name));
      }
    }
    return beans;
  }
}
