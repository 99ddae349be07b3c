package dev.ghbilling.spring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.BillingClient;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients that properties describe, in application contexts of their own. */
final class GitHubBillingAutoConfigurationTest {
  private static final String TOKEN = "github_pat_of_a_test";

  /** What Spring injects. */
  record Injected(Optional<GitHubBilling> byType, Optional<GitHubBilling> byName) {}

  @Configuration(proxyBeanMethods = false)
  static class Application {
    @Bean
    Injected injected(
        ObjectProvider<GitHubBilling> byType,
        @Qualifier("north") ObjectProvider<GitHubBilling> byName) {
      return new Injected(
          Optional.ofNullable(byType.getIfAvailable()),
          Optional.ofNullable(byName.getIfAvailable()));
    }
  }

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(GitHubBillingAutoConfiguration.class))
          .withPropertyValues("ghbilling.token=" + TOKEN);

  @Test
  void noAccount_makesNoClient() {
    application.run(
        context -> assertThat(context).hasNotFailed().doesNotHaveBean(BillingClient.class));
  }

  @Test
  void everyKindOfAccount_makesAClientOfItsType() {
    application
        .withPropertyValues(
            "ghbilling.enterprise=octo", "ghbilling.organization=acme", "ghbilling.user=monalisa")
        .run(
            context -> {
              assertThat(context.getBean(GitHubBilling.class).enterprise()).isEqualTo("octo");
              assertThat(context.getBean(OrganizationBilling.class).organization())
                  .isEqualTo("acme");
              assertThat(context.getBean(UserBilling.class).user()).isEqualTo("monalisa");
            });
  }

  @Test
  void beanOfTheApplication_isTheOnlyOne() {
    GitHubBilling own = GitHubBilling.builder().enterprise("own").token(TOKEN).build();

    application
        .withBean("own", GitHubBilling.class, () -> own)
        .withPropertyValues("ghbilling.enterprise=octo")
        .run(context -> assertThat(context).getBean(GitHubBilling.class).isSameAs(own));
  }

  @Test
  void clientsByName_haveTheirOwnAccountAndShareTheRest() {
    application
        .withPropertyValues(
            "ghbilling.enterprise=octo",
            "ghbilling.base-url=http://127.0.0.1:1",
            "ghbilling.clients.north.enterprise=north",
            "ghbilling.clients.acme.organization=acme",
            "ghbilling.clients.acme.base-url=http://127.0.0.1:2")
        .run(
            context -> {
              assertThat(context.getBean(GitHubBilling.class).enterprise()).isEqualTo("octo");
              GitHubBilling north = context.getBean("north", GitHubBilling.class);
              assertThat(north.enterprise()).isEqualTo("north");
              assertThat(north.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1"));
              assertThat(context.getBean("acme", OrganizationBilling.class).baseUrl())
                  .isEqualTo(URI.create("http://127.0.0.1:2"));
            });
  }

  @Test
  void clientByNameAlone_isNotInjectedByType() {
    application
        .withUserConfiguration(Application.class)
        .withPropertyValues("ghbilling.clients.north.enterprise=north")
        .run(
            context -> {
              assertThat(context).hasBean("north");
              assertThat(context.getBean(Injected.class).byType()).isEmpty();
              assertThat(context.getBean(Injected.class).byName()).isPresent();
            });
  }

  @Test
  void properties_asText_haveNoSecret() {
    application
        .withPropertyValues(
            "ghbilling.clients.north.enterprise=n", "ghbilling.clients.north.token=" + TOKEN)
        .run(
            context ->
                assertThat(context.getBean(GitHubBillingProperties.class).toString())
                    .contains("north")
                    .doesNotContain(TOKEN));
  }

  @Test
  void callsOfAClient_useTokenHeaderAndName() {
    try (Sandbox sandbox = Sandbox.builder().token(TOKEN).start()) {
      application
          .withPropertyValues(
              "spring.application.name=bill",
              "ghbilling.enterprise=" + sandbox.enterprise(),
              "ghbilling.base-url=" + sandbox.baseUrl(),
              "ghbilling.headers.X-Team=finance")
          .run(
              context -> {
                context.getBean(GitHubBilling.class).advancedSecurity().get();
                RecordedRequest request = sandbox.requests().get(0);
                assertThat(request.headers().get("X-Team")).isEqualTo("finance");
                assertThat(request.headers().get("User-Agent")).startsWith("bill ");
              });
    }
  }

  @Test
  void tokenFile_isReadAgainForEachCall(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "github_pat_of_yesterday\n");
    try (Sandbox sandbox = Sandbox.builder().token(TOKEN).start()) {
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(GitHubBillingAutoConfiguration.class))
          .withPropertyValues(
              "ghbilling.token-file=" + file.toUri(),
              "ghbilling.enterprise=" + sandbox.enterprise(),
              "ghbilling.base-url=" + sandbox.baseUrl())
          .run(
              context -> {
                GitHubBilling billing = context.getBean(GitHubBilling.class);
                Assertions.assertThatThrownBy(billing.advancedSecurity()::get)
                    .isInstanceOf(AuthenticationException.class);

                Files.writeString(file, TOKEN);

                assertThat(billing.advancedSecurity().get()).isNotNull();
              });
    }
  }

  @Test
  void customizers_changeEachBuilderInTheirOrder() {
    AtomicInteger calls = new AtomicInteger();
    application
        .withBean(
            GitHubBillingCustomizer.class,
            () ->
                (name, builder) -> {
                  calls.incrementAndGet();
                  builder.baseUrl(URI.create("http://127.0.0.1:1/" + name));
                })
        .withPropertyValues("ghbilling.enterprise=octo", "ghbilling.clients.acme.user=acme")
        .run(
            context -> {
              assertThat(context.getBean(GitHubBilling.class).baseUrl().getPath())
                  .isEqualTo("/gitHubBilling");
              assertThat(context.getBean("acme", UserBilling.class).baseUrl().getPath())
                  .isEqualTo("/acme");
              assertThat(calls).hasValue(2);
            });
  }

  @Test
  void context_closesTheConnectionsOfItsClients() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> afterResponse =
          CompletableFuture.supplyAsync(() -> readAfterResponse(server));
      application
          .withPropertyValues(
              "ghbilling.enterprise=octo",
              "ghbilling.base-url=http://127.0.0.1:" + server.getLocalPort())
          .run(
              context -> {
                context.getBean(GitHubBilling.class).costCenters().list();
                assertThat(afterResponse).isNotDone();
              });

      // Well before the client closes an idle connection by itself.
      assertThat(afterResponse).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(-1);
    }
  }

  /** Serves one response and returns what the connection has next: -1 when it is closed. */
  private static int readAfterResponse(ServerSocket server) {
    try (Socket connection = server.accept()) {
      BufferedReader request =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
      while (!request.readLine().isEmpty()) {
        // The response needs nothing of the request.
      }
      String body = "{\"costCenters\": []}";
      connection
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body)
                  .getBytes(US_ASCII));
      return request.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
