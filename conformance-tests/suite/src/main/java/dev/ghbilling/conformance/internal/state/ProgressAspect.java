package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.conformance.internal.aspect.DatedRows;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Files;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Completes what was created by itself, and shows what that brings then and not before. */
public final class ProgressAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    TestedCollection.of(checklist.contract(), operation)
        .filter(collection -> collection.can(Action.CREATE, Action.GET))
        .ifPresent(
            collection ->
                collection
                    .progress()
                    .ifPresent(progress -> derive(operation, collection, progress, checklist)));
  }

  private static void derive(
      Operation operation, TestedCollection collection, Progress progress, Checklist checklist) {
    String clause = Clause.extension(collection.require(Action.CREATE), "x-resource/progress");
    switch (operation.resource().orElseThrow().does()) {
      case LIST -> {
        checklist.add(
            operation, "state/brings", clause, context -> listed(context, operation, collection));
        checklist.addWriting(
            operation,
            "state/progress",
            clause,
            context ->
                ObservedProgress.of(context, collection)
                    .isListed(ChangeTrial.ofList(context, collection).readings().get(0).before()));
      }
      case GET -> {
        checklist.addWriting(
            operation,
            "state/progress",
            clause,
            context -> ObservedProgress.of(context, collection).succeedsForGood());
        checklist.addWriting(
            operation,
            "state/brings",
            clause,
            context -> ObservedProgress.of(context, collection).bringsConsistently());
        if (collection.isListOfUrls(operation, progress.brings())) {
          checklist.addWriting(
              operation,
              "state/download",
              clause,
              context -> download(context, ObservedProgress.of(context, collection)));
          checklist.addWriting(
              operation,
              "state/download/ranges",
              Clause.rfc(9110, "14.2"),
              new FileRanges(collection));
          progress.files().ifPresent(files -> totals(operation, collection, files, checklist));
        }
      }
      case CREATE -> {
        for (Files files : progress.files().stream().toList()) {
          limits(operation, new TooManyDays(collection, files), checklist);
          for (Operation of : checklist.contract().operation(files.of()).stream().toList()) {
            ReportedUsage day =
                new ReportedUsage(
                    collection, files, new DatedRows(of), Map.of(), ReportRange.Kind.DAY);
            checklist.add(
                operation,
                "state/equivalent-json",
                UnusualSpelling.CLAUSE,
                context -> {
                  day.ofSeveral(context);
                  return UnusualSpelling.isTaken(context, operation);
                });
          }
        }
      }
      case UPDATE, DELETE, ADD, REMOVE -> {}
    }
  }

  private static void limits(Operation create, TooManyDays days, Checklist checklist) {
    String clause = Clause.extension(create, "x-resource/progress/files/days");
    if (!days.files().days().isEmpty()) {
      checklist.add(create, "state/days", clause, days::areRefused);
      if (days.endToday()) {
        checklist.add(create, "state/days/default", clause, days::areRefusedWithoutLast);
      }
    }
  }

  private static void totals(
      Operation get, TestedCollection collection, Files files, Checklist checklist) {
    Operation create = collection.require(Action.CREATE);
    String clause = Clause.extension(create, "x-resource/progress/files");
    for (Operation of : checklist.contract().operation(files.of()).stream().toList()) {
      DatedRows rows = new DatedRows(of);
      for (ReportRange.Kind range : ReportRange.Kind.values()) {
        checklist.addWriting(
            get,
            range == ReportRange.Kind.MONTH
                ? "state/totals"
                : "state/totals/" + range.name().toLowerCase(Locale.ROOT),
            clause,
            new ReportedUsage(collection, files, rows, Map.of(), range));
      }
      for (Map.Entry<String, List<JsonNode>> only : files.only().entrySet()) {
        for (JsonNode value : otherKinds(create, only.getKey(), checklist.contract())) {
          checklist.addWriting(
              get,
              "state/%s/%s"
                  .formatted(
                      only.getValue().contains(value) ? "totals" : "download", value.asText()),
              clause,
              new ReportedUsage(
                  collection, files, rows, Map.of(only.getKey(), value), ReportRange.Kind.MONTH));
        }
      }
    }
  }

  /** Returns the listed values of a property of a request that the documented one doesn't have. */
  private static List<JsonNode> otherKinds(Operation create, String property, Contract contract) {
    JsonPointer place = JsonPointer.empty().appendProperty(property);
    Body body = create.requestBody().orElseThrow();
    JsonNode documented =
        body.example()
            .map(example -> example.value().at(place))
            .orElseGet(MissingNode::getInstance);
    return contract.schemaAt(body.schema(), place).stream()
        .flatMap(schema -> contract.enumerated(schema).stream())
        .filter(value -> !value.equals(documented))
        .toList();
  }

  private static Verdict listed(CheckContext context, Operation list, TestedCollection collection)
      throws InterruptedException {
    List<JsonNode> all = TestedCollection.items(context.successfulResponse(list));
    for (JsonNode one : all) {
      ObservedProgress.bringsConsistently(collection, context.request(list), one).orThrow();
    }
    return all.isEmpty() ? Verdict.notApplicable("the list is empty") : Verdict.passed();
  }

  private static Verdict download(CheckContext context, ObservedProgress observed)
      throws InterruptedException {
    OperationResponse completed = observed.completed();
    JsonNode resource = TestedCollection.item(completed);
    JsonNode urls = resource.at(observed.progress().brings());
    if (!urls.isArray()) {
      return Verdict.failed(completed.request(), observed.progress().brings().toString(), "none");
    }
    for (JsonNode url : urls) {
      OperationResponse file = DownloadedReport.download(context, completed, url.asText());
      observed
          .progress()
          .files()
          .ifPresent(files -> DownloadedReport.read(file, files, resource, any -> true));
    }
    return urls.isEmpty()
        ? Verdict.notApplicable("there are no files, which is allowed for a report without rows")
        : Verdict.passed();
  }
}
