package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.ApiOperation;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.JavaNames;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.SampleValues;
import feign.Client;
import feign.DefaultClient;
import feign.Feign;
import feign.Param;
import feign.QueryMap;
import feign.Response;
import feign.TypedResponse;
import feign.http2client.Http2Client;
import feign.okhttp.OkHttpClient;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls every method of the generated interfaces by plain Feign with stock clients, as an
 * application without the SDK does. All that it takes besides is {@link ApiJson}.
 */
class PlainFeignTest {
  private static final Contract CONTRACT = Contract.bundled();
  private static final JsonMapper MAPPER = ApiJson.mapper();

  /** Serves what changes nothing. */
  private static Sandbox reading;

  /**
   * A method and the client that carries its call.
   *
   * @param client the client's name
   */
  record Call(String client, Method method) {
    @Override
    public String toString() {
      return client + ", " + method.getName() + "/" + method.getParameterCount();
    }
  }

  private static final Map<String, Client> CLIENTS =
      Map.of(
          "OkHttp", new OkHttpClient(),
          "JDK HttpClient", new Http2Client(),
          "JDK HttpURLConnection", new DefaultClient(null, null));

  static List<Call> calls() {
    return CLIENTS.keySet().stream()
        .sorted()
        .flatMap(client -> methods().map(method -> new Call(client, method)))
        .filter(PlainFeignTest::isPossible)
        .toList();
  }

  /** HttpURLConnection has no PATCH. */
  private static boolean isPossible(Call call) {
    return !operation(call.method()).method().equals("PATCH")
        || !call.client().equals("JDK HttpURLConnection");
  }

  private static Stream<Method> methods() {
    return new ClassFileImporter()
        .importPackages("dev.ghbilling.client.api").stream()
            .filter(JavaClass::isInterface)
            .filter(type -> !type.isNestedClass())
            .map(JavaClass::reflect)
            .sorted(Comparator.comparing(Class::getName))
            .flatMap(api -> Arrays.stream(api.getMethods()))
            .sorted(Comparator.comparing(Method::toString));
  }

  @Test
  void methods_haveEveryOperationOfTheContract() {
    assertThat(methods().map(method -> operation(method).id()))
        .containsAll(CONTRACT.operations().stream().map(Operation::id).toList());
  }

  @BeforeAll
  static void start() {
    reading = Sandbox.builder().start();
  }

  @AfterAll
  static void stop() {
    reading.close();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void call_byPlainFeign_isAnsweredAsTheContractSays(Call call) throws Exception {
    if (operation(call.method()).method().equals("GET")) {
      call(call, reading);
    } else {
      try (Sandbox sandbox = Sandbox.builder().start()) {
        call(call, sandbox);
      }
    }
  }

  private static void call(Call call, Sandbox sandbox) throws Exception {
    Operation operation = operation(call.method());
    Object api =
        Feign.builder()
            .client(CLIENTS.get(call.client()))
            .encoder(ApiJson.encoder())
            .decoder(ApiJson.decoder())
            .requestInterceptor(request -> request.header("Authorization", "Bearer ghp_plain"))
            .target(call.method().getDeclaringClass(), sandbox.baseUrl().toString());
    Object[] arguments =
        Arrays.stream(call.method().getParameters())
            .map(parameter -> argument(operation, parameter, sandbox.enterprise()))
            .toArray();
    int before = sandbox.requests().size();

    String answered = body(operation, call.method().invoke(api, arguments));

    JsonNode response = MAPPER.readTree(answered);
    operation
        .success()
        .body()
        .ifPresent(body -> assertThat(CONTRACT.violations(body.schema(), response)).isEmpty());
    List<RecordedRequest> requests = sandbox.requests();
    assertThat(requests).hasSize(before + 1);
    assertSent(operation, arguments, requests.get(before));
  }

  private static void assertSent(Operation operation, Object[] arguments, RecordedRequest request)
      throws Exception {
    assertThat(request.operationId()).contains(operation.id());
    Set<String> query = new HashSet<>();
    for (String pair : request.query().split("&", -1)) {
      query.add(URLDecoder.decode(pair, StandardCharsets.UTF_8));
    }
    for (Object argument : arguments) {
      if (argument.getClass().isMemberClass() && argument.getClass().isRecord()) {
        assertThat(query).isEqualTo(parameters(operation, argument));
      }
    }
    if (operation.requestBody().isPresent()) {
      assertThat(MAPPER.readTree(request.body()))
          .isEqualTo(operation.requestBody().orElseThrow().example().orElseThrow().value());
    }
  }

  /** The query that a query record stands for. */
  private static Set<String> parameters(Operation operation, Object query)
      throws ReflectiveOperationException {
    Set<String> parameters = new HashSet<>();
    for (RecordComponent component : query.getClass().getRecordComponents()) {
      Object value = component.getAccessor().invoke(query);
      if (value != null) {
        String name = component.getAccessor().getAnnotation(Param.class).value();
        parameter(operation, name)
            .texts(MAPPER.valueToTree(value))
            .forEach(text -> parameters.add(name + "=" + text));
      }
    }
    return parameters.isEmpty() ? Set.of("") : parameters;
  }

  private static String body(Operation operation, Object result) throws Exception {
    if (result instanceof Response response) {
      try (response;
          InputStream body = response.body().asInputStream()) {
        assertThat(response.status()).isEqualTo(operation.success().status());
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    if (result instanceof TypedResponse<?> response) {
      assertThat(response.status()).isEqualTo(operation.success().status());
      assertThat(response.headers()).isNotEmpty();
      return MAPPER.writeValueAsString(response.body());
    }
    return MAPPER.writeValueAsString(result);
  }

  /** The operation that a method calls; a default one calls the abstract one of its name. */
  private static Operation operation(Method method) {
    return Arrays.stream(method.getDeclaringClass().getMethods())
        .filter(other -> Modifier.isAbstract(other.getModifiers()))
        .filter(other -> other.getName().equals(method.getName()))
        .map(other -> other.getAnnotation(ApiOperation.class).id())
        .map(id -> CONTRACT.operation(id).orElseThrow())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation of " + method));
  }

  private static Object argument(Operation operation, Parameter parameter, String enterprise) {
    Param path = parameter.getAnnotation(Param.class);
    try {
      if (path != null) {
        return path.value().equals("enterprise") ? enterprise : documented(operation, path.value());
      }
      if (parameter.isAnnotationPresent(QueryMap.class)) {
        return query(operation, parameter.getType());
      }
      return MAPPER.treeToValue(
          operation.requestBody().orElseThrow().example().orElseThrow().value(),
          MAPPER.constructType(parameter.getParameterizedType()));
    } catch (Exception e) {
      throw new AssertionError(parameter.toString(), e);
    }
  }

  /** The value of the path's parameter that the documents show, by the name that it has in Java. */
  private static String documented(Operation operation, String name) {
    return operation.parameters(dev.ghbilling.spec.Parameter.Location.PATH).stream()
        .filter(parameter -> JavaNames.path(List.of(parameter.name())).containsValue(name))
        .flatMap(parameter -> new SampleValues(CONTRACT).documented(operation, parameter).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("the documents show no value of " + name));
  }

  private static dev.ghbilling.spec.Parameter parameter(Operation operation, String name) {
    return operation.parameters(dev.ghbilling.spec.Parameter.Location.QUERY).stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the contract has no parameter " + name));
  }

  /** A query of those parameters for which the contract has an example. */
  private static Object query(Operation operation, Class<?> type)
      throws ReflectiveOperationException {
    Object builder = type.getMethod("builder").invoke(null);
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getAccessor().getAnnotation(Param.class).value();
      JsonNode example = parameter(operation, name).node().path("example");
      if (!example.isMissingNode()) {
        builder
            .getClass()
            .getMethod(component.getName(), component.getType())
            .invoke(
                builder,
                MAPPER.<Object>convertValue(
                    example, MAPPER.constructType(component.getGenericType())));
      }
    }
    return builder.getClass().getMethod("build").invoke(builder);
  }
}
