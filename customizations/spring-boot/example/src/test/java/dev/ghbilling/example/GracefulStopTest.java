package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spring.GitHubBillingCustomizer;
import feign.Client;
import feign.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * An application that is stopped while it serves a bill. Tomcat counts a request as served before
 * it has sent the response, so a stop may cut that off; what counts here is the call to the API.
 */
final class GracefulStopTest {
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  @Test
  void stop_callInProgress_isCompleted() throws Exception {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      ConfigurableApplicationContext context = start(sandbox);
      int port = ((WebServerApplicationContext) context).getWebServer().getPort();
      HttpClient.newHttpClient()
          .sendAsync(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/bill?month=2023-08"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(called.await(1, TimeUnit.MINUTES)).isTrue();

      context.close();

      assertThat(status.get(1, TimeUnit.MINUTES)).isEqualTo(200);
    }
  }

  private ConfigurableApplicationContext start(Sandbox sandbox) {
    SpringApplication application = new SpringApplication(BillApplication.class);
    GitHubBillingCustomizer customizer =
        (name, builder) -> builder.interceptor(this::sentWhileStopping);
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("customizer", customizer));
    application.addListeners(
        (ApplicationListener<ContextClosedEvent>) event -> stopping.countDown());
    return application.run(
        "--server.port=0", "--ghbilling.token=token", "--ghbilling.base-url=" + sandbox.baseUrl());
  }

  private Client sentWhileStopping(Client next) {
    return (request, options) -> {
      called.countDown();
      try {
        stopping.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      try {
        Response response = next.execute(request, options);
        status.complete(response.status());
        return response;
      } catch (IOException | RuntimeException e) {
        status.completeExceptionally(e);
        throw e;
      }
    };
  }
}
