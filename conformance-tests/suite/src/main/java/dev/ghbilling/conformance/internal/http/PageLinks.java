package dev.ghbilling.conformance.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses {@code Link} headers. */
public final class PageLinks {
  /** Links are found in time linear in the header's length: no two attempts read the same text. */
  private static final Pattern LINK = Pattern.compile("<([^<>]*+)>([^<]*+)");

  private static final Pattern RELATION =
      Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))", Pattern.CASE_INSENSITIVE);

  private PageLinks() {}

  /** Returns the URLs by relation, such as {@code next}. */
  public static Map<String, String> parse(List<String> headers) {
    Map<String, String> links = new HashMap<>();
    Matcher link = LINK.matcher(String.join(", ", headers));
    while (link.find()) {
      Matcher relation = RELATION.matcher(link.group(2));
      if (relation.find()) {
        String names = relation.group(1) == null ? relation.group(2) : relation.group(1);
        for (String name : names.strip().split("\\s+", -1)) {
          links.putIfAbsent(name.toLowerCase(Locale.ROOT), link.group(1));
        }
      }
    }
    return links;
  }

  /** Returns the value of a query parameter of a URL, or an empty string. */
  public static String query(String url, String name) {
    return values(url, name).stream().findFirst().orElse("");
  }

  /** Returns the values of a query parameter of a URL. */
  public static List<String> values(String url, String name) {
    int start = url.indexOf('?');
    return start < 0
        ? List.of()
        : Arrays.stream(url.substring(start + 1).split("[&#]", -1))
            .map(pair -> pair.split("=", 2))
            .filter(parts -> decoded(parts[0]).equals(name))
            .map(parts -> parts.length == 1 ? "" : decoded(parts[1]))
            .toList();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
