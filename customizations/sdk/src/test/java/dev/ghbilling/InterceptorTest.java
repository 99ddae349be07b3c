package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.Client;
import feign.DefaultClient;
import feign.Request;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interceptors of an application's around every attempt. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterceptorTest {
  private static final ScriptedResponse ACTIONS = ScriptedResponse.json(Bodies.ACTIONS);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  @AutoClose final RecordingServer server = new RecordingServer();

  @Test
  void interceptors_eachAttempt_seeItOnceInTheirOrder() {
    server.respondWith(ScriptedResponse.of(503, ""), ACTIONS);
    try (GitHubBilling billing =
        Clients.at(server.baseUrl(), new ManualClock())
            .retryPolicy(RetryPolicy.DEFAULT)
            .interceptor(named("outer"))
            .interceptor(named("inner"))
            .build()) {
      billing.actions();
    }

    assertThat(seen)
        .containsExactly(
            "outer >",
            "inner >",
            "inner < 503",
            "outer < 503",
            "outer >",
            "inner >",
            "inner < 200",
            "outer < 200");
  }

  @Test
  void interceptor_redirect_seesTheLastResponseAlone() {
    server.respondWith(ScriptedResponse.of(307, "", "Location: /moved"), ACTIONS);
    try (GitHubBilling billing = Clients.at(server.baseUrl()).interceptor(named("one")).build()) {
      billing.actions();
    }

    assertThat(seen).containsExactly("one >", "one < 200");
  }

  @Test
  void interceptor_requestAndResponse_haveNoToken() {
    server.respondWith(ACTIONS);
    List<Request> requests = new CopyOnWriteArrayList<>();
    try (GitHubBilling billing =
        Clients.at(server.baseUrl())
            // Whose response knows the request as it was sent.
            .httpClient(new DefaultClient(null, null))
            .interceptor(
                next ->
                    (request, options) -> {
                      requests.add(request);
                      Response response = next.execute(request, options);
                      requests.add(response.request());
                      return response;
                    })
            .build()) {
      billing.actions();
    }

    assertThat(server.request().header("Authorization")).containsExactly("Bearer " + Clients.TOKEN);
    assertThat(requests)
        .hasSize(2)
        .noneMatch(request -> request.headers().containsKey("Authorization"))
        .noneMatch(request -> request.toString().contains(Clients.TOKEN));
  }

  @Test
  void interceptor_bodyThatIsStillToCome_seesTheResponse() {
    server.respondWith(ScriptedResponse.stallingAfter("{"));
    try (GitHubBilling billing =
        Clients.at(server.baseUrl())
            .interceptor(
                next ->
                    (request, options) -> {
                      try (Response unread = next.execute(request, options)) {
                        assertThat(unread.body().asInputStream().read()).isEqualTo('{');
                        return unread.toBuilder()
                            .body(Bodies.ACTIONS, StandardCharsets.UTF_8)
                            .build();
                      }
                    })
            .build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }
  }

  @Test
  void interceptor_addedHeader_isSent() {
    server.respondWith(ACTIONS);
    try (GitHubBilling billing =
        Clients.at(server.baseUrl())
            .interceptor(
                next ->
                    (request, options) ->
                        next.execute(
                            changed(request, request.url(), Map.of("X-Trace", List.of("t-1"))),
                            options))
            .build()) {
      billing.actions();
    }

    assertThat(server.request().header("X-Trace")).containsExactly("t-1");
    assertThat(server.request().header("Authorization")).containsExactly("Bearer " + Clients.TOKEN);
  }

  @Test
  void interceptor_requestForAnotherHost_isNotSent() {
    server.respondWith(ACTIONS);
    try (RecordingServer elsewhere = new RecordingServer().respondWith(ACTIONS);
        GitHubBilling billing =
            Clients.at(server.baseUrl())
                .interceptor(
                    next ->
                        (request, options) ->
                            next.execute(
                                changed(request, elsewhere.baseUrl() + "/", Map.of()), options))
                .build()) {
      assertThatExceptionOfType(ConnectionException.class)
          .isThrownBy(billing::actions)
          .withMessageContaining("the request is not for " + server.baseUrl());
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void interceptor_otherOptions_failsAndSaysWhy() {
    server.respondWith(ACTIONS);
    try (GitHubBilling billing =
        Clients.at(server.baseUrl())
            .interceptor(
                next ->
                    (request, options) ->
                        next.execute(
                            request,
                            new Request.Options(1, TimeUnit.SECONDS, 1, TimeUnit.SECONDS, false)))
            .build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(billing::actions)
          .withMessage("an interceptor must pass on the options that it was given");
    }

    assertThat(server.requests()).isEmpty();
  }

  private UnaryOperator<Client> named(String name) {
    return next ->
        (request, options) -> {
          seen.add(name + " >");
          Response response = next.execute(request, options);
          seen.add(name + " < " + response.status());
          return response;
        };
  }

  private static Request changed(
      Request request, String url, Map<String, Collection<String>> addedHeaders) {
    Map<String, Collection<String>> headers = new TreeMap<>(request.headers());
    headers.putAll(addedHeaders);
    return Request.create(
        request.httpMethod(),
        url,
        headers,
        request.body(),
        request.charset(),
        request.requestTemplate());
  }
}
