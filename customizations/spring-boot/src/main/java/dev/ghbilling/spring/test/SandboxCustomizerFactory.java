package dev.ghbilling.spring.test;

import dev.ghbilling.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Starts the sandbox of a test class that is annotated so. */
final class SandboxCustomizerFactory implements ContextCustomizerFactory {
  private static final String BEAN = "gitHubBillingSandbox";
  private static final String TOKEN = "a-token-of-the-sandbox";

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> test, List<ContextConfigurationAttributes> configurations) {
    AutoConfigureGitHubBillingSandbox annotation =
        TestContextAnnotationUtils.findMergedAnnotation(
            test, AutoConfigureGitHubBillingSandbox.class);
    return annotation == null ? null : new SandboxCustomizer(annotation.history());
  }

  /**
   * Starts a sandbox for a context. Contexts of equal customizers are shared.
   *
   * @param history how many months of usage it has
   */
  private record SandboxCustomizer(int history) implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      Sandbox.Builder builder = Sandbox.builder().token(TOKEN);
      Sandbox sandbox = (history == 0 ? builder : builder.history(history)).start();
      context.getBeanFactory().registerSingleton(BEAN, sandbox);
      ((DefaultSingletonBeanRegistry) context.getBeanFactory())
          .registerDisposableBean(BEAN, sandbox::close);
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  BEAN,
                  Map.of(
                      "ghbilling.base-url", sandbox.baseUrl().toString(),
                      "ghbilling.enterprise", sandbox.enterprise(),
                      "ghbilling.token", TOKEN)));
    }
  }
}
