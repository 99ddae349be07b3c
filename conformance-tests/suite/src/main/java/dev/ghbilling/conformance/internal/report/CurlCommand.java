package dev.ghbilling.conformance.internal.report;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.conformance.internal.http.RequestHeaders;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.TokenRedaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the {@code curl} command that sends a request again, for a POSIX shell. Tokens come from
 * the environment, and stand nowhere in the command.
 */
public final class CurlCommand {
  private static final String TOKEN = "${GH_TOKEN:-$GITHUB_TOKEN}";
  private static final RequestHeaders HEADERS = new RequestHeaders(CurlCommand::token);

  private CurlCommand() {}

  /** Returns the command for the request that decided a result; empty if it sent none. */
  public static Optional<String> of(Result result, TokenRedaction redaction) {
    return result
        .decisive()
        .map(exchange -> redaction.redacted(of(exchange.request(), redaction.baseUrl())));
  }

  static String of(OperationRequest request, String baseUrl) {
    List<String> words = new ArrayList<>(List.of("curl"));
    boolean plain = request.body().isEmpty();
    if (request.method().equals("HEAD") && plain) {
      words.add("-I");
    } else if (request.method().equals("GET") && plain) {
      words.add("-i");
    } else {
      words.addAll(List.of("-i", "-X", request.method()));
    }
    words.add(quoted(baseUrl + request.target()));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(HEADERS.of(request));
    // Otherwise curl sends a value of its own.
    headers.putIfAbsent("Accept", "");
    headers.forEach(
        (name, value) -> {
          String header = value.isEmpty() ? name + ":" : name + ": " + value;
          words.add("-H");
          words.add(name.equalsIgnoreCase("Authorization") ? '"' + header + '"' : quoted(header));
        });
    request.body().ifPresent(body -> words.addAll(List.of("--data-raw", quoted(body))));
    return String.join(" ", words);
  }

  private static String token(Credentials credentials) {
    return switch (credentials) {
      case MEMBER, MALFORMED, NONE -> TOKEN;
      case OUTSIDER -> "$GITHUB_OUTSIDER_TOKEN";
      case INVALID, OTHER_SCHEME -> "invalid";
      case OTHER_LETTER -> changed("sed 's/x$/y/;t;s/.$/x/'");
      case SHORTENED -> changed("sed 's/.$//'");
      case LENGTHENED -> TOKEN + "x";
      case OTHER_CASE -> changed("tr 'A-Za-z' 'a-zA-Z'");
    };
  }

  private static String changed(String command) {
    return "$(printf %s \"" + TOKEN + "\" | " + command + ")";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
