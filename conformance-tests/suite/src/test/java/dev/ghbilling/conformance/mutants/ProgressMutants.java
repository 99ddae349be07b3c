package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Files;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Mutants whose resources don't progress as documented, or don't bring what they should. */
final class ProgressMutants {
  private final Contract contract;
  private final Operation create;
  private final Operation list;
  private final Operation get;
  private final Progress progress;
  private final List<Mutant> all = new ArrayList<>();

  private ProgressMutants(Contract contract, ResourceOperation created) {
    this.contract = contract;
    this.create = contract.operation(Action.CREATE, created.collection()).orElseThrow();
    this.list = contract.operation(Action.LIST, created.collection()).orElseThrow();
    this.get = contract.operation(Action.GET, created.collection()).orElseThrow();
    this.progress = created.progress().orElseThrow();
  }

  static List<Mutant> of(Contract contract) {
    return contract.operations().stream()
        .flatMap(operation -> operation.resource().stream())
        .filter(resource -> resource.progress().isPresent())
        .flatMap(
            resource -> {
              ProgressMutants mutants = new ProgressMutants(contract, resource);
              mutants.add();
              return mutants.all.stream();
            })
        .toList();
  }

  private void add() {
    String from = progress.from();
    String success = progress.to().get(0);
    status("back again", number -> number == 2 ? success : from);
    status("never done", number -> from);
    status("lost in between", number -> number < 2 ? from : "queued");
    resource("state/brings", "early", body -> brought(body, from));
    resource("state/brings", "none in the end", body -> without(body, success));
    listed("none in the end", item -> without(item, success));
    listed("early", item -> brought(item.put(name(progress.status()), from), from));
    resource(
        "state/download",
        "a URL that is gone",
        body -> change(body, url -> url.replaceFirst("/[^/?]+(\\?|$)", "/nothing$1")));
    resource("state/download", "a path, no URL", body -> change(body, url -> "/1.csv"));
    resource("state/download", "a wrong signature", body -> change(body, url -> url + "0"));
    if (progress.files().isPresent()) {
      file("state/download", "a page", text -> "<p>Sign in</p>");
      file("state/download", "cut off", text -> text.substring(0, 64));
      part("begins three bytes late", file -> file.withBody(from(file, 3)));
      part("is one byte short", file -> file.withBody(from(file, 1)));
      part(
          "is said to be another one",
          file -> file.withHeader("Content-Range", "bytes 0-9/" + file.body().length));
      row("has a quote that isn't doubled", "\"([^\"]{2})", "\"$1\"");
      file(
          "state/totals",
          "has quotes in names that aren't doubled",
          text -> text.replaceAll("(?<=[^,\r\n])\"\"(?=[^,\r\n])", "\""));
      number("has 0 for what is less", "-[^\"]+", number -> "0");
      number(
          "has separators in large numbers",
          "-?[0-9]{4,}(\\.[0-9]+)?",
          number -> String.format(Locale.ROOT, "%,f", new BigDecimal(number)));
      row("has a comma between no quotes", "\"[^\"]*\"", "a,b");
      row("has a line break between no quotes", "\"[^\"]*\"", "a\r\nb");
      suffixFromTheBeginning();
      file("state/totals", "lacks a row", text -> text.replaceFirst("\r\n.*\r\n", "\r\n"));
      file("state/totals", "cut off", text -> text.substring(0, text.length() - 9));
      file("state/totals", "the rows of a day stand under another one", ProgressMutants::moved);
      file("state/totals", "rows of other days", text -> text.replace("\"2025-", "\"2022-"));
      kinds(progress.files().get());
      ranges(progress.files().get());
      tooManyDays(progress.files().get());
    }
  }

  /** Adds faults of ranges other than a month. */
  private void ranges(Files files) {
    String first = name(files.first());
    String last = name(files.last());
    all.add(
        Mutant.of(
                get.id() + "/state/totals/day",
                "the last day is another one",
                Middleware.rewritingRequests(
                    create,
                    request ->
                        request.json() instanceof ObjectNode body
                                && body.path(first).equals(body.path(last))
                            ? request.withBody(
                                body.put(last, nextDay(body.path(last).asText())).toString())
                            : request))
            .with(Backend.MUCH_USAGE_OWN));
    file("state/totals/months", "has the rows of one month", ProgressMutants::ofOneMonth);
    file("state/totals/months", "lacks the months between", ProgressMutants::ofFirstAndLastMonth);
    all.add(
        Mutant.of(
                get.id() + "/state/totals/none",
                "begins with the month",
                Middleware.rewritingRequests(
                    create,
                    request ->
                        request.json() instanceof ObjectNode body
                            ? request.withBody(
                                body.put(first, firstDay(body.path(first).asText())).toString())
                            : request))
            .with(Backend.OWN));
  }

  /** Adds servers that take reports of too many days. */
  private void tooManyDays(Files files) {
    String first = name(files.first());
    String last = name(files.last());
    shortening("state/days", body -> body.put(first, body.path(last).asText()));
    shortening(
        "state/days/default",
        body -> {
          if (!body.has(last)) {
            body.put(first, Backends.clock().instant().toString().substring(0, 10));
          }
        });
  }

  private void shortening(String aspect, Consumer<ObjectNode> change) {
    all.add(
        Mutant.of(
                create.id() + "/" + aspect,
                "takes too many days",
                Middleware.rewritingRequests(
                    create,
                    request -> {
                      ObjectNode body = (ObjectNode) request.json();
                      change.accept(body);
                      return request.withBody(body.toString());
                    }))
            .with(Backend.OWN));
  }

  private static String firstDay(String date) {
    return date.replaceFirst("..$", "01");
  }

  private static String nextDay(String date) {
    return LocalDate.parse(date).plusDays(1).toString();
  }

  /** Leaves the rows of the month that the first one is of. */
  private static String ofOneMonth(String text) {
    Matcher month = Pattern.compile("\"(\\d{4}-\\d{2})-\\d{2}").matcher(text);
    String only = month.find() ? month.group(1) : "";
    return text.lines()
        .filter(line -> line.contains("\"" + only + "-") || !line.matches(".*\"\\d{4}-\\d{2}-.*"))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  /** Leaves the rows of the months that the earliest and the latest one are of. */
  private static String ofFirstAndLastMonth(String text) {
    List<String> months =
        Pattern.compile("\"(\\d{4}-\\d{2})-\\d{2}")
            .matcher(text)
            .results()
            .map(month -> month.group(1))
            .sorted()
            .toList();
    return text.lines()
        .filter(
            line ->
                !line.matches(".*\"\\d{4}-\\d{2}-.*")
                    || line.contains("\"" + months.get(0) + "-")
                    || line.contains("\"" + months.get(months.size() - 1) + "-"))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  /** Moves all rows of the day of the first row to the next or the previous day. */
  private static String moved(String text) {
    Matcher first = Pattern.compile("\"(\\d{4}-\\d{2}-\\d{2})\"").matcher(text);
    if (!first.find()) {
      return text;
    }
    LocalDate day = LocalDate.parse(first.group(1));
    LocalDate another = day.getDayOfMonth() == 1 ? day.plusDays(1) : day.minusDays(1);
    return text.replace("\"" + day + "\"", "\"" + another + "\"");
  }

  /** Changes the second value of the first row of each file that has one. */
  private void row(String fault, String value, String replacement) {
    Pattern place = Pattern.compile("(?<=\r\n\"[-0-9]{10}\",)" + value);
    file("state/totals", fault, text -> place.matcher(text).replaceFirst(replacement));
  }

  /** Changes all numbers of a form. */
  private void number(String fault, String form, UnaryOperator<String> change) {
    Pattern numbers = Pattern.compile("(?<=\")%s(?=\")".formatted(form));
    file(
        "state/totals",
        fault,
        text -> numbers.matcher(text).replaceAll(number -> change.apply(number.group())));
  }

  /** Adds faults of the kinds of reports that the documented request doesn't ask for. */
  private void kinds(Files files) {
    Body body = create.requestBody().orElseThrow();
    JsonNode documented = body.example().orElseThrow().value();
    for (Map.Entry<String, List<JsonNode>> only : files.only().entrySet()) {
      String property = only.getKey();
      JsonPointer place = JsonPointer.empty().appendProperty(property);
      JsonNode schema = contract.schemaAt(body.schema(), place).orElseThrow();
      for (JsonNode kind : contract.enumerated(schema)) {
        if (!kind.equals(documented.path(property))) {
          boolean summed = only.getValue().contains(kind);
          String aspect = "state/%s/%s".formatted(summed ? "totals" : "download", kind.asText());
          kind(aspect, property, kind, documented.path(property));
          if (summed) {
            file(aspect, "lacks rows of cost centers", ProgressMutants::withoutCenters);
          }
        }
      }
    }
  }

  private void kind(String aspect, String property, JsonNode kind, JsonNode another) {
    all.add(
        Mutant.of(
                get.id() + "/" + aspect,
                "another kind",
                Middleware.rewritingRequests(
                    create,
                    request ->
                        request.json() instanceof ObjectNode body
                                && body.path(property).equals(kind)
                            ? request.withBody(body.set(property, another).toString())
                            : request))
            .with(Backend.MUCH_USAGE_OWN));
    all.add(
        Mutant.of(
                get.id() + "/" + aspect,
                "refused",
                (request, origin) ->
                    request.matches(create) && request.json().path(property).equals(kind)
                        ? ProxiedResponse.error(422)
                        : origin.send(request))
            .with(Backend.MUCH_USAGE_OWN));
  }

  /** Leaves out the rows of cost centers, whose names are the last column, in short reports. */
  private static String withoutCenters(String text) {
    return text.contains("username")
        ? text
        : text.lines()
            .filter(line -> line.endsWith(",\"\"") || line.contains("cost_center_name"))
            .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String name(JsonPointer property) {
    return property.getMatchingProperty();
  }

  private void brought(ObjectNode resource, String status) {
    if (resource.at(progress.status()).asText().equals(status)) {
      resource.putArray(name(progress.brings())).add("https://example.com/1");
    }
  }

  private void without(ObjectNode resource, String status) {
    if (resource.at(progress.status()).asText().equals(status)) {
      resource.remove(name(progress.brings()));
    }
  }

  private void change(ObjectNode body, UnaryOperator<String> change) {
    if (body.at(progress.brings()) instanceof ArrayNode urls) {
      for (int i = 0; i < urls.size(); i++) {
        urls.set(i, urls.textNode(change.apply(urls.path(i).asText())));
      }
    }
  }

  /** Sets the status of each response, by the number of the request. */
  private void status(String fault, IntFunction<String> status) {
    AtomicInteger requests = new AtomicInteger();
    resource(
        "state/progress",
        fault,
        body -> body.put(name(progress.status()), status.apply(requests.incrementAndGet())));
  }

  /** Changes parts of files. */
  private void part(String fault, UnaryOperator<ProxiedResponse> change) {
    all.add(
        Mutant.of(
                get.id() + "/state/download/ranges",
                "a part of a file " + fault,
                Downloads.changing(file -> file.status() == 206 ? change.apply(file) : file))
            .with(Backend.MUCH_USAGE_OWN));
  }

  /** Reads the number of bytes at the end of a file as that of the last byte. */
  private void suffixFromTheBeginning() {
    Middleware files = Downloads.changing(file -> file);
    all.add(
        Mutant.of(
                get.id() + "/state/download/ranges",
                "the last bytes of a file are its first ones",
                (request, origin) ->
                    files.handle(
                        Optional.ofNullable(request.headers().get("Range"))
                            .map(range -> range.replace("bytes=-", "bytes=0-"))
                            .map(range -> request.withHeader("Range", range))
                            .orElse(request),
                        origin))
            .with(Backend.MUCH_USAGE_OWN));
  }

  private static byte[] from(ProxiedResponse file, int first) {
    return Arrays.copyOfRange(file.body(), first, file.body().length);
  }

  private void file(String aspect, String fault, UnaryOperator<String> change) {
    all.add(
        Mutant.of(get.id() + "/" + aspect, fault, Downloads.changingText(change))
            .with(Backend.MUCH_USAGE_OWN));
  }

  private void resource(String aspect, String fault, Consumer<ObjectNode> change) {
    add(get, aspect, fault, change);
  }

  private void listed(String fault, Consumer<ObjectNode> change) {
    JsonPointer items = list.resource().orElseThrow().items();
    add(
        list,
        "state/brings",
        fault,
        body -> {
          for (JsonNode item : body.at(items)) {
            change.accept((ObjectNode) item);
          }
        });
  }

  private void add(Operation operation, String aspect, String fault, Consumer<ObjectNode> change) {
    all.add(
        Mutant.of(
                operation.id() + "/" + aspect,
                fault,
                Middleware.rewritingResponses(operation, response -> response.editJson(change)))
            .with(Backend.OWN));
  }
}
