package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.Suggestion;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import feign.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Requests any path of the API. */
@Command(
    name = "api",
    description = {
      "Request any path of the API and print the response.",
      "",
      "Token, retries, rate limits, base URL and errors are the same as for the other commands. {enterprise}, {org} and {user} in the path are replaced with the enterprise, the organization and the user. For example:",
      "  ghbilling api GET /enterprises/{enterprise}/settings/billing/usage -F year=2026 -F month=10",
      "Only GET is supported. The response is one page: add -F page=2 for the next one."
    })
public final class GetCommand extends ApiCommand {
  private static final Pattern ACCOUNT = Pattern.compile("\\{(\\w+)}");

  @Parameters(index = "0", paramLabel = "GET", description = "The method, which must be GET.")
  private String method;

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "The path below the base URL, for example /rate_limit. It may have a query.")
  private String path;

  @Option(
      names = {"-F", "--field"},
      paramLabel = "NAME=VALUE",
      description = "A query parameter. May be repeated.")
  private List<String> query = new ArrayList<>();

  /** Creates the command. */
  public GetCommand(Console console) {
    super(console);
  }

  @Override
  public void run() {
    if (!method.equalsIgnoreCase("GET")) {
      throw new WrongUsageException(
          "the method must be GET, was %s: to change something, use its command, see ghbilling --help"
              .formatted(method));
    }
    String own = ACCOUNT.matcher(path).replaceAll(name -> accountName(name.group(1)));
    GetRequest request = new GetRequest(own, query, api.baseUrl());
    try (GitHubBilling billing = api.connect(request::instead);
        Response response = billing.api(GetRequest.AnyPath.class).get()) {
      output.printBody(text(response));
    } catch (IOException e) {
      throw new UncheckedIOException("the response broke off: " + e.getMessage(), e);
    }
    if (request.hasNextPage()) {
      console.note("There are more pages: add -F page=2 for the next one.");
    }
  }

  private String accountName(String placeholder) {
    Account account =
        switch (placeholder) {
          case "enterprise" -> Account.ENTERPRISE;
          case "org" -> Account.ORGANIZATION;
          case "user", "username" -> Account.USER;
          default ->
              throw new WrongUsageException(
                  "PATH has {%s}, which isn't {enterprise}, {org} or {user}%s"
                      .formatted(
                          placeholder,
                          Suggestion.of(placeholder, List.of("enterprise", "org", "user"))));
        };
    return api.name(account)
        .map(GetRequest::encoded)
        .orElseThrow(
            () ->
                new WrongUsageException(
                    "PATH has {%s}: give %s or set %s"
                        .formatted(placeholder, account.option(), account.variable())));
  }

  private static String text(Response response) throws IOException {
    return response.body() == null
        ? ""
        : new String(response.body().asInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
