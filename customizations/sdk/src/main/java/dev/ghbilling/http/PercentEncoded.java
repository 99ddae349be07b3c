package dev.ghbilling.http;

import feign.Contract;
import feign.DefaultContract;
import feign.MethodMetadata;
import feign.Param;
import feign.QueryMapEncoder;
import feign.querymap.FieldQueryMapEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encodes the values in a URL, each as a whole. Feign lets a value through that looks encoded, so
 * that {@code 100%25} would arrive as {@code 100%}, and {@code %2E%2E} as a step up.
 */
final class PercentEncoded implements Contract, QueryMapEncoder {
  private final Contract contract = new DefaultContract();
  private final QueryMapEncoder fields = new FieldQueryMapEncoder();

  @Override
  public List<MethodMetadata> parseAndValidateMetadata(Class<?> api) {
    List<MethodMetadata> methods = contract.parseAndValidateMetadata(api);
    for (MethodMetadata method : methods) {
      Map<Integer, Param.Expander> expanders = new TreeMap<>();
      method
          .indexToName()
          .forEach(
              (index, names) -> {
                String name = String.join(", ", names);
                expanders.put(index, value -> segment(name, String.valueOf(value)));
              });
      method.indexToExpander(expanders);
    }
    return methods;
  }

  @Override
  public Map<String, Object> encode(Object query) {
    Map<String, Object> values = new TreeMap<>(fields.encode(query));
    values.replaceAll((name, value) -> value(String.valueOf(value)));
    return values;
  }

  private static String segment(String name, String value) {
    return value(PathSegment.require(name, value));
  }

  private static String value(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
