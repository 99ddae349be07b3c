package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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
      case LIST ->
          checklist.add(
              operation,
              "state/brings",
              clause,
              context -> listed(context, operation, collection, progress));
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
            context -> {
              for (OperationResponse response :
                  ObservedProgress.of(context, collection).responses()) {
                JsonNode resource = TestedCollection.item(response);
                consistent(response.request(), collection, progress, resource).orThrow();
              }
              return Verdict.passed();
            });
        if (collection.isListOfUrls(operation, progress.brings())) {
          checklist.addWriting(
              operation,
              "state/download",
              clause,
              context -> download(context, ObservedProgress.of(context, collection)));
        }
      }
      case CREATE, UPDATE, DELETE, ADD, REMOVE -> {}
    }
  }

  private static Verdict listed(
      CheckContext context, Operation list, TestedCollection collection, Progress progress)
      throws InterruptedException {
    List<JsonNode> all = TestedCollection.items(context.successfulResponse(list));
    for (JsonNode one : all) {
      consistent(context.request(list), collection, progress, one).orThrow();
    }
    return all.isEmpty() ? Verdict.notApplicable("the list is empty") : Verdict.passed();
  }

  /** Expects what progress brings with success, and not before. */
  private static Verdict consistent(
      OperationRequest request, TestedCollection collection, Progress progress, JsonNode resource) {
    JsonNode brought = resource.at(progress.brings());
    String status = resource.at(progress.status()).asText();
    boolean absent = brought.isMissingNode() || brought.isNull();
    String which =
        "%s for %s, which is %s".formatted(progress.brings(), resource.at(collection.id()), status);
    if (status.equals(progress.to().get(0)) && absent) {
      return Verdict.failed(request, which, "none");
    }
    boolean early = status.equals(progress.from()) && !absent && !brought.isEmpty();
    return early ? Verdict.failed(request, "no " + which, "some") : Verdict.passed();
  }

  private static Verdict download(CheckContext context, ObservedProgress observed)
      throws InterruptedException {
    OperationResponse completed = observed.last();
    JsonNode urls = TestedCollection.item(completed).at(observed.progress().brings());
    if (!urls.isArray()) {
      return Verdict.failed(completed.request(), observed.progress().brings().toString(), "none");
    }
    if (urls.isEmpty()) {
      return Verdict.notApplicable(
          "there are no files, which is allowed for a report without rows");
    }
    for (JsonNode url : urls) {
      Optional<URI> target = httpUrl(url.asText());
      if (target.isEmpty()) {
        return Verdict.failed(
            completed.request(), "an http or https URL to download from", url.toString());
      }
      OperationResponse file = context.download(completed.request(), target.get());
      if (file.status() != 200 && file.status() != 206) {
        return Verdict.failed(
            "GET of a download URL without credentials", "HTTP 200", "HTTP " + file.status());
      }
    }
    return Verdict.passed();
  }

  private static Optional<URI> httpUrl(String url) {
    try {
      URI uri = URI.create(url);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
