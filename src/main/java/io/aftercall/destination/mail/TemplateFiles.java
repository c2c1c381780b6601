package io.aftercall.destination.mail;

import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.dialect.SpringStandardDialect;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/** Templates of a workspace, by the name of their file. */
final class TemplateFiles extends AbstractConfigurableTemplateResolver {
  static final String PLAIN = ".txt";
  static final String HTML = ".html";

  private static final Set<TemplateMode> MODES = EnumSet.of(TemplateMode.TEXT, TemplateMode.HTML);

  private final Workspace files;

  private TemplateFiles(Workspace files, String ending, TemplateMode mode) {
    this.files = files;
    setResolvablePatterns(Set.of("*" + ending));
    setTemplateMode(mode);
  }

  static boolean isTemplate(String path) {
    return path.endsWith(PLAIN) || path.endsWith(HTML);
  }

  /** Reads each template once. */
  static SpringTemplateEngine engine(Workspace files) {
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setDialect(new MailDialect());
    engine.addTemplateResolver(new TemplateFiles(files, PLAIN, TemplateMode.TEXT));
    engine.addTemplateResolver(new TemplateFiles(files, HTML, TemplateMode.HTML));
    return engine;
  }

  /**
   * What templates may use, of the two kinds there are: putting the other four together is slow.
   */
  private static final class MailDialect extends SpringStandardDialect {
    @Override
    public Set<IProcessor> getProcessors(String dialectPrefix) {
      return super.getProcessors(dialectPrefix).stream()
          .filter(processor -> MODES.contains(processor.getTemplateMode()))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  @Override
  protected ITemplateResource computeTemplateResource(
      IEngineConfiguration configuration,
      String ownerTemplate,
      String template,
      String resourceName,
      String characterEncoding,
      Map<String, Object> templateResolutionAttributes) {
    return files
        .text(WorkspaceFolder.TEMPLATES.path() + "/" + resourceName)
        .map(StringTemplateResource::new)
        .orElse(null);
  }
}
