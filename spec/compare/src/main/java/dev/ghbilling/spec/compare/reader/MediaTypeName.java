package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name such as {@code application/json; charset=utf-8}, whose case, order and spaces don't
 * matter.
 *
 * @param essence the type and the subtype
 * @param parameters the parameters, each as {@code name=value}
 */
record MediaTypeName(String essence, Set<String> parameters) {
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^=;\\s]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))");

  static MediaTypeName parse(String text) {
    int end = text.indexOf(';');
    String essence = (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    Set<String> parameters = new TreeSet<>();
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      String name = parameter.group(1).toLowerCase(Locale.ROOT);
      String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
      // Only the names of character sets are known to have no case.
      parameters.add(
          name + "=" + (name.equals("charset") ? value.toLowerCase(Locale.ROOT) : value));
    }
    return new MediaTypeName(essence, parameters);
  }

  boolean isJson() {
    return essence.endsWith("/json") || essence.endsWith("+json");
  }

  /** Adds the parameters as facts, and that of JSON's character set apart: it has no meaning. */
  void describe(Element.Builder into) {
    ArrayNode charset = JsonNodeFactory.instance.arrayNode();
    ArrayNode others = JsonNodeFactory.instance.arrayNode();
    for (String parameter : parameters) {
      (isJson() && parameter.startsWith("charset=") ? charset : others).add(parameter);
    }
    if (!charset.isEmpty()) {
      into.fact("charset of JSON", charset);
    }
    if (!others.isEmpty()) {
      into.fact("parameters", others);
    }
  }
}
