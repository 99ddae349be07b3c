package dev.ghbilling.http;

import feign.DefaultContract;
import feign.Feign;
import feign.MethodMetadata;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes implementations of the generated interfaces that share one transport. The way of a call:
 * interface, {@link Calls} with {@link RetryPolicy} and {@link Admission}, then the chain that the
 * constructor shows. Feign reads the interfaces and implements them; {@link ApiMethod} makes the
 * requests.
 */
public final class ApiClients implements AutoCloseable {
  private final CallSettings settings;
  private final Transport transport;
  private final Calls calls;
  private final JsonBody json;
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  /** Sets up the transport; connects to nothing yet. */
  public ApiClients(CallSettings settings) {
    Secrets secrets = new Secrets(settings.token());
    Pauses pauses = new Pauses(settings.sleeper());
    this.settings = settings;
    this.transport = new Transport(settings);
    this.json = new JsonBody(secrets);

    Sender answered = new Redirects(new CallLog(transport::send, secrets));
    Sender authenticated = new Authenticated(answered, settings.baseUrl().toString());
    RateLimits limits = new RateLimits(authenticated, settings.clock());
    Sender cached =
        settings.cachedAnswers() == 0 ? limits : new AnswerCache(limits, settings.cachedAnswers());

    this.calls =
        new Calls(
            new Connected(cached),
            json,
            new Admission(
                settings.maxReads(),
                settings.maxWrites(),
                secrets,
                limits,
                settings.limitPolicy(),
                settings.clock(),
                pauses),
            new RetryPolicy(settings.maxAttempts(), new Backoff(settings.random())),
            new ErrorAnswers(secrets, settings.clock()),
            settings.observer(),
            pauses,
            settings.clock(),
            settings.callTimeout());
  }

  /** The same transport, manners and cache, with another time allowed for a call. */
  private ApiClients(ApiClients shared, Duration callTimeout) {
    this.settings = shared.settings;
    this.transport = shared.transport;
    this.json = shared.json;
    this.calls = shared.calls.within(callTimeout);
  }

  /** Clients over the same connections that allow a call so long. */
  public ApiClients within(Duration callTimeout) {
    return new ApiClients(this, callTimeout);
  }

  /** An implementation of a generated interface; always the same one. */
  public <T> T create(Class<T> api) {
    return api.cast(clients.computeIfAbsent(api, this::build));
  }

  private Object build(Class<?> api) {
    List<MethodMetadata> annotated = new DefaultContract().parseAndValidateMetadata(api);
    Map<String, OperationTraits> traits = OperationTraits.of(api);
    Map<Method, ApiMethod> methods = new HashMap<>();
    for (MethodMetadata method : annotated) {
      methods.put(
          method.method(),
          new ApiMethod(method, traits, settings.baseUrl().toString(), identification()));
    }
    return Feign.builder()
        .contract(parsed -> annotated)
        .invocationHandlerFactory(calls.of(methods))
        .target(api, settings.baseUrl().toString());
  }

  /** Who asks, and for which version of the API where the caller wants another than ours. */
  private Map<String, String> identification() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("User-Agent", settings.userAgent());
    settings.apiVersion().ifPresent(version -> headers.put("X-GitHub-Api-Version", version));
    return headers;
  }

  /** A text without the tokens that are or were in use. */
  public String redact(String text) {
    return json.redact(text);
  }

  /** The transport without any credentials, for hosts that must not see them. */
  public Transport withoutCredentials() {
    return transport;
  }

  /** Closes the idle connections; calls that are under way come to their end. */
  @Override
  public void close() {
    transport.close();
  }
}
