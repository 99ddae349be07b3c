package dev.ghbilling.spring.test;

import dev.ghbilling.sandbox.Sandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Starts the sandbox of a test class that is annotated so. */
final class SandboxCustomizerFactory implements ContextCustomizerFactory {
  private static final String BEAN = "gitHubBillingSandbox";
  private static final String CLIENTS = "ghbilling.clients";
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
      ConfigurableEnvironment environment = context.getEnvironment();
      Map<String, Object> properties = new HashMap<>();
      properties.put("ghbilling.enterprise", sandbox.enterprise());
      connect("ghbilling", sandbox, properties);
      Binder.get(environment)
          .bind(CLIENTS, Bindable.mapOf(String.class, Object.class))
          .ifBound(
              clients ->
                  clients
                      .keySet()
                      .forEach(
                          name -> {
                            String prefix = CLIENTS + "." + name;
                            connect(prefix, sandbox, properties);
                            if (environment.containsProperty(prefix + ".enterprise")) {
                              properties.put(prefix + ".enterprise", sandbox.enterprise());
                            }
                          }));
      environment.getPropertySources().addFirst(new MapPropertySource(BEAN, properties));
    }

    private static void connect(String prefix, Sandbox sandbox, Map<String, Object> properties) {
      properties.put(prefix + ".base-url", sandbox.baseUrl().toString());
      properties.put(prefix + ".token", TOKEN);
      for (String other : List.of("token-file", "app.id", "app.installation", "app.private-key")) {
        properties.put(prefix + "." + other, "");
      }
    }
  }
}
