package dev.ghbilling.internal.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.Secret;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The names of the properties that the contract marks as secret, for each type of document. */
final class SecretProperties {
  private static final String WITHHELD = "[withheld]";

  private final ConcurrentMap<JavaType, Set<String>> names = new ConcurrentHashMap<>();

  /**
   * Cuts off the beginning of a document where the first secret begins. What follows isn't shown
   * either, since it can't be told where the secret ends in a document that can't be read.
   */
  String withhold(String start, JavaType type) {
    int end = start.length();
    for (String name : names.computeIfAbsent(type, SecretProperties::of)) {
      int at = start.indexOf('"' + name + '"');
      end = at < 0 ? end : Math.min(end, at);
    }
    return end == start.length() ? start : start.substring(0, end) + WITHHELD;
  }

  private static Set<String> of(JavaType type) {
    Set<String> names = new HashSet<>();
    collect(type, names, new HashSet<>());
    return Set.copyOf(names);
  }

  private static void collect(JavaType type, Set<String> names, Set<JavaType> seen) {
    if (!seen.add(type)) {
      return;
    }
    type.getBindings().getTypeParameters().forEach(inner -> collect(inner, names, seen));
    if (!type.getRawClass().isRecord()) {
      return;
    }
    for (RecordComponent component : type.getRawClass().getRecordComponents()) {
      if (component.isAnnotationPresent(Secret.class)) {
        names.add(component.getAccessor().getAnnotation(JsonProperty.class).value());
      }
      collect(ApiJson.mapper().constructType(component.getGenericType()), names, seen);
    }
  }
}
