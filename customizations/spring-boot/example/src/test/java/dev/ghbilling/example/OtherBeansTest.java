package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** An application with the starter and one without it and all that it brings. */
final class OtherBeansTest {
  /** The packages that come to the class path with the starter. */
  private static final String[] BROUGHT = {
    "dev.ghbilling", "feign", "okhttp3", "okio", "kotlin", "com.fasterxml.jackson"
  };

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  /** The starter's own list of these is on the class path of both applications. */
  private static final String EXCLUDED =
      "dev.ghbilling.spring.GitHubBillingAutoConfiguration,"
          + "dev.ghbilling.spring.ActuatorAutoConfiguration";

  /**
   * Boot defines these wherever Jackson 2 is on the class path. They configure its converter, which
   * no application has beside Jackson's version 3: the list of converters is compared, too.
   */
  private static final List<String> OF_JACKSON_2 =
      List.of(
          "endpointJackson2ObjectMapperWebMvcConfigurer",
          "jackson2EndpointJsonMapper",
          "org.springframework.boot.actuate.autoconfigure.endpoint.jackson"
              + ".Jackson2EndpointAutoConfiguration");

  @Test
  void starter_changesNoOtherBean() {
    Map<String, String> without = beans(new FilteredClassLoader(BROUGHT), EXCLUDED);
    Map<String, String> with = beans(getClass().getClassLoader(), "");
    with.keySet().removeAll(OF_JACKSON_2);

    assertThat(without).containsKey("requestMappingHandlerMapping");
    assertThat(with).containsKey("gitHubBilling");
    with.values().removeIf(type -> type.startsWith("dev.ghbilling."));
    without.values().removeIf(type -> type.startsWith("dev.ghbilling."));
    assertThat(with).isEqualTo(without);
  }

  /** Returns the types of all beans by their names. */
  private static Map<String, String> beans(ClassLoader loader, String excluded) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .resourceLoader(new DefaultResourceLoader(loader))
            .run(
                "--server.port=0",
                "--ghbilling.token=token",
                "--spring.autoconfigure.exclude=" + excluded)) {
      Map<String, String> beans = new TreeMap<>();
      for (String name : context.getBeanDefinitionNames()) {
        Class<?> type = context.getBeanFactory().getType(name);
        beans.put(name, type == null ? "" : type.getName());
      }
      beans.put(
          "converters",
          context.getBean(RequestMappingHandlerAdapter.class).getMessageConverters().stream()
              .map(converter -> converter.getClass().getName())
              .toList()
              .toString());
      return beans;
    }
  }
}
