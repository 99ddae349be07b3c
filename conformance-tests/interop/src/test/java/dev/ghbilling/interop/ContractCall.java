package dev.ghbilling.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import feign.Param;
import feign.QueryMap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call of a generated method with what the contract shows: documented values in the path and the
 * query, and the documented body.
 */
final class ContractCall {
  private static final JsonMapper MAPPER = ApiJson.mapper();

  private final Operation operation;
  private final SampleValues samples;

  ContractCall(Contract contract, Operation operation) {
    this.operation = operation;
    this.samples = new SampleValues(contract);
  }

  /**
   * Makes the call.
   *
   * @return the response, written as JSON and read like the contract
   */
  JsonNode with(GitHubBilling billing) throws Exception {
    Class<?> api = Class.forName("dev.ghbilling.client.api." + pascal(operation.tag()) + "Api");
    Method method =
        Arrays.stream(api.getMethods())
            .filter(one -> !one.isDefault() && one.getName().equals(operation.id()))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(api.getName() + "." + operation.id()));
    try {
      Object response = method.invoke(billing.api(api), arguments(method));
      return ContractJson.MAPPER.readTree(MAPPER.writeValueAsString(response));
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() instanceof Exception failure ? failure : thrown;
    }
  }

  private static String pascal(String tag) {
    return Stream.of(tag.split("[^A-Za-z0-9]+", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private Object[] arguments(Method method) throws Exception {
    // Methods take the path parameters in the order of the path, then the query or the body.
    List<Parameter> path = operation.parameters(Parameter.Location.PATH);
    java.lang.reflect.Parameter[] declared = method.getParameters();
    Object[] arguments = new Object[declared.length];
    for (int i = 0; i < declared.length; i++) {
      Class<?> type = declared[i].getType();
      if (i < path.size()) {
        arguments[i] =
            MAPPER.convertValue(samples.exemplified(operation, path.get(i)).orElseThrow(), type);
      } else if (declared[i].isAnnotationPresent(QueryMap.class)) {
        arguments[i] = query(type);
      } else {
        JsonNode body = samples.of(operation.requestBody().orElseThrow());
        arguments[i] =
            MAPPER.treeToValue(body, MAPPER.constructType(declared[i].getParameterizedType()));
      }
    }
    return arguments;
  }

  /** Returns the parameters that have an example: a row of the documented response matches them. */
  private Object query(Class<?> type) throws Exception {
    Object builder = type.getMethod("builder").invoke(null);
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getAccessor().getAnnotation(Param.class).value();
      for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
        if (parameter.name().equals(name) && parameter.example().isPresent()) {
          builder
              .getClass()
              .getMethod(component.getName(), component.getType())
              .invoke(
                  builder,
                  MAPPER.<Object>treeToValue(
                      samples.of(parameter), MAPPER.constructType(component.getGenericType())));
        }
      }
    }
    return builder.getClass().getMethod("build").invoke(builder);
  }
}
