package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * An application with the starter and one without it. Each has a class loader of its own, since
 * Spring also asks the loader of its own classes what there is.
 */
final class OtherBeansTest {
  /** What the starter brings: modules of this project, and libraries by their groups. */
  private static final Predicate<String> BROUGHT =
      Pattern.compile(
              "^(?!"
                  + Pattern.quote(Path.of("").toAbsolutePath().toString())
                  + ").*/target/"
                  + "|/com/squareup/|/io/github/openfeign/|/org/jetbrains/"
                  + "|/com/fasterxml/jackson/(core/jackson-(core|databind)|datatype|dataformat)/")
          .asPredicate();

  private static final String JACKSON_2 =
      "org.springframework.boot.actuate.autoconfigure.endpoint.jackson"
          + ".Jackson2EndpointAutoConfiguration";

  /** An application that has nothing but what Spring Boot finds. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    /** Starts it, and returns the types of all beans by their names. */
    static Map<String, String> beans(String excluded) {
      // A JVM can have one factory of handlers only.
      TomcatURLStreamHandlerFactory.disable();
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(Application.class)
              .run(
                  "--server.port=0",
                  "--ghbilling.token=token",
                  "--spring.autoconfigure.exclude=" + excluded)) {
        Map<String, String> beans = new TreeMap<>();
        for (String name : context.getBeanDefinitionNames()) {
          Class<?> type = context.getBeanFactory().getType(name);
          beans.put(name, type == null ? "" : type.getName().replaceFirst("\\$\\$Lambda.*", ""));
        }
        beans.put(
            "the converters",
            context.getBean(RequestMappingHandlerAdapter.class).getMessageConverters().stream()
                .map(converter -> converter.getClass().getName())
                .toList()
                .toString());
        beans.put(
            "the HTTP client",
            context.getBean(ClientHttpRequestFactoryBuilder.class).build().getClass().getName());
        return beans;
      }
    }
  }

  @Test
  void starter_besideJackson2sEndpoints_changesNoOtherBean() throws Exception {
    Map<String, String> without = beans(BROUGHT.negate(), "");
    Map<String, String> with = beans(entry -> true, "");
    Map<String, String> withoutJackson2 = beans(entry -> true, JACKSON_2);

    assertThat(without)
        .containsKey("requestMappingHandlerMapping")
        .containsEntry(
            "the HTTP client", "org.springframework.http.client.JdkClientHttpRequestFactory");
    assertThat(withoutJackson2).containsExactlyEntriesOf(without);
    // Boot defines these wherever Jackson 2 is. They configure its converter, if there is one.
    with.keySet()
        .removeAll(
            List.of(
                JACKSON_2,
                "endpointJackson2ObjectMapperWebMvcConfigurer",
                "jackson2EndpointJsonMapper"));
    assertThat(with).containsExactlyEntriesOf(without);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.fasterxml.jackson.databind.ObjectMapper",
        "com.fasterxml.jackson.dataformat.csv.CsvMapper",
        "dev.ghbilling.GitHubBilling",
        "dev.ghbilling.client.api.UsageApi",
        "dev.ghbilling.spring.GitHubBillingAutoConfiguration",
        "feign.Client",
        "kotlin.Unit",
        "okhttp3.OkHttpClient",
        "okio.Buffer"
      })
  void withoutStarter_isWithoutWhatItBrings(String type) throws Exception {
    try (URLClassLoader with = loader(entry -> true);
        URLClassLoader without = loader(BROUGHT.negate())) {
      assertThat(with.loadClass(type)).isNotNull();
      assertThatThrownBy(() -> without.loadClass(type)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  /** Returns the beans of the application, without the starter's own. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> beans(Predicate<String> entries, String excluded)
      throws Exception {
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = loader(entries)) {
      Thread.currentThread().setContextClassLoader(loader);
      Method beans =
          loader.loadClass(Application.class.getName()).getDeclaredMethod("beans", String.class);
      beans.setAccessible(true);
      Map<String, String> found = (Map<String, String>) beans.invoke(null, excluded);
      assertThat(found.containsKey("gitHubBilling"))
          .isEqualTo(entries.test("/customizations/spring-boot/target/classes"));
      found.values().removeIf(type -> type.startsWith("dev.ghbilling."));
      return found;
    } finally {
      Thread.currentThread().setContextClassLoader(usual);
    }
  }

  private static URLClassLoader loader(Predicate<String> entries) throws IOException {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entries)
            .map(OtherBeansTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
