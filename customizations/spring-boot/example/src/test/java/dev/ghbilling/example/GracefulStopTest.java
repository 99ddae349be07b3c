package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that is stopped while it serves a bill. */
final class GracefulStopTest {
  @Test
  void stop_requestInProgress_isServed() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    try (Sandbox sandbox = Sandbox.builder().start()) {
      SpringApplication application = new SpringApplication(BillApplication.class);
      application.addInitializers(
          context ->
              ((org.springframework.context.support.GenericApplicationContext) context)
                  .registerBean(
                      dev.ghbilling.spring.GitHubBillingCustomizer.class,
                      () ->
                          (name, builder) ->
                              builder.interceptor(
                                  next ->
                                      (request, options) -> {
                                        called.countDown();
                                        try {
                                          answer.await();
                                        } catch (InterruptedException e) {
                                          throw new java.io.InterruptedIOException();
                                        }
                                        return next.execute(request, options);
                                      })));
      ConfigurableApplicationContext context =
          application.run(
              "--server.port=0",
              "--ghbilling.token=token",
              "--ghbilling.base-url=" + sandbox.baseUrl());
      int port = ((WebServerApplicationContext) context).getWebServer().getPort();
      CompletableFuture<HttpResponse<String>> response =
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + port + "/bill?month=2023-08"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      called.await();

      Thread stop = new Thread(context::close);
      stop.start();
      answer.countDown();
      stop.join();

      assertThat(response.join().statusCode()).isEqualTo(200);
      assertThat(context.isActive()).isFalse();
      assertThat(GitHubBilling.class).isNotNull();
    }
  }
}
