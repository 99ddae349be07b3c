package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.error.ApiException;
import feign.Param;
import feign.TypedResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs the vectors through the generated interfaces, as the SDK configures them. */
final class JavaRunner {
  static final String LANGUAGE = "java";

  private static final JsonMapper MAPPER = ApiJson.mapper();

  private JavaRunner() {}

  static LanguageResults run(List<Vector> vectors, URI baseUrl) {
    Map<String, LanguageResults.Result> results = new LinkedHashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      Vector vector = vectors.get(i);
      try (GitHubBilling billing =
          GitHubBilling.builder()
              .baseUrl(URI.create(baseUrl + "/" + LANGUAGE + "/" + i))
              .enterprise("any, the vectors have theirs")
              .token(vector.token())
              .retryPolicy(RetryPolicy.NEVER)
              .build()) {
        results.put(vector.id(), call(vector, billing));
      }
    }
    return new LanguageResults(LANGUAGE, results);
  }

  private static LanguageResults.Result call(Vector vector, GitHubBilling billing) {
    try {
      Class<?> api = Class.forName("dev.ghbilling.client.api." + pascal(vector) + "Api");
      Method method =
          Arrays.stream(api.getMethods())
              .filter(one -> !one.isDefault())
              .filter(one -> one.getName().equals(vector.operation().id() + "WithHttpInfo"))
              .findFirst()
              .orElseThrow(() -> new NoSuchMethodException(vector.operation().id()));
      TypedResponse<?> response =
          (TypedResponse<?>) method.invoke(billing.api(api), arguments(method, vector));
      return new LanguageResults.Result(
          response.status(),
          response.body() == null
              ? Optional.empty()
              : Optional.of(MAPPER.writeValueAsString(response.body())),
          "");
    } catch (InvocationTargetException thrown) {
      return thrown.getCause() instanceof ApiException refused
          ? new LanguageResults.Result(refused.status(), document(refused), "")
          : new LanguageResults.Result(0, Optional.empty(), String.valueOf(thrown.getCause()));
    } catch (ReflectiveOperationException | java.io.IOException failed) {
      return new LanguageResults.Result(0, Optional.empty(), failed.toString());
    }
  }

  private static String pascal(Vector vector) {
    StringBuilder name = new StringBuilder();
    for (String word : vector.operation().tag().split("[^A-Za-z0-9]+", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  private static Object[] arguments(Method method, Vector vector)
      throws ReflectiveOperationException, java.io.IOException {
    Parameter[] declared = method.getParameters();
    // Methods take the path parameters in the order of the path.
    List<String> path =
        vector.operation().parameters(dev.ghbilling.spec.Parameter.Location.PATH).stream()
            .map(dev.ghbilling.spec.Parameter::name)
            .toList();
    Object[] arguments = new Object[declared.length];
    for (int i = 0; i < declared.length; i++) {
      Class<?> type = declared[i].getType();
      if (i < path.size()) {
        arguments[i] = MAPPER.treeToValue(vector.parameters().get(path.get(i)), type);
      } else if (declared[i].isAnnotationPresent(feign.QueryMap.class)) {
        arguments[i] = query(type, vector.parameters());
      } else {
        arguments[i] =
            MAPPER.treeToValue(
                vector.body().orElseThrow(() -> new IllegalStateException("no body")),
                MAPPER.constructType(declared[i].getParameterizedType()));
      }
    }
    return arguments;
  }

  private static Object query(Class<?> type, ObjectNode values)
      throws ReflectiveOperationException, java.io.IOException {
    Object builder = type.getMethod("builder").invoke(null);
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode value = values.get(component.getAccessor().getAnnotation(Param.class).value());
      if (value != null) {
        builder
            .getClass()
            .getMethod(component.getName(), component.getType())
            .invoke(
                builder,
                MAPPER.<Object>treeToValue(
                    value, MAPPER.constructType(component.getGenericType())));
      }
    }
    return builder.getClass().getMethod("build").invoke(builder);
  }

  /** Returns the document in an exception's response. */
  private static Optional<String> document(ApiException refused) {
    ObjectNode document = MAPPER.createObjectNode();
    if (refused.apiMessage() != null) {
      document.put("message", refused.apiMessage());
    }
    if (refused.documentationUrl() != null) {
      document.put("documentation_url", refused.documentationUrl());
    }
    if (!refused.fieldErrors().isEmpty()) {
      document.set("errors", MAPPER.valueToTree(refused.fieldErrors()));
    }
    return document.isEmpty() ? Optional.empty() : Optional.of(document.toString());
  }
}
