package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.http.RequestPacer;
import dev.ghbilling.conformance.internal.http.ServerClient;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * A context that the checks of one run share. It sends requests, remembers every exchange, and
 * doesn't send again what was sent before.
 */
public final class CheckContext {
  private final Contract contract;
  private final ServerClient client;
  private final RequestValues values;
  private final Exchanges exchanges;
  private final RequestBuilder requests;
  private final ResourceCreator creator;
  private final Memos memos = new Memos();

  public CheckContext(Contract contract, ServerClient client, RequestValues values) {
    this.contract = contract;
    this.client = client;
    this.values = values;
    this.exchanges = new Exchanges(client);
    this.requests = new RequestBuilder(contract, client.server(), values, new ResourcesOfRun());
    this.creator =
        new ResourceCreator(contract, exchanges, this::request, this::successfulResponse);
  }

  /** The resources that paths can name, listed or created at most once. */
  private final class ResourcesOfRun implements RequestBuilder.KnownResources {
    @Override
    public OperationResponse listed(Operation list) throws InterruptedException {
      return successfulResponse(list);
    }

    @Override
    public CreatedResource own(Operation create) throws InterruptedException {
      return creator.created(create, 1).get(0);
    }
  }

  /** A way to get the response to a request: from the server, or one that came before. */
  @FunctionalInterface
  public interface Source {
    OperationResponse get(OperationRequest request) throws InterruptedException;
  }

  /** A comparison of what several requests show. */
  @FunctionalInterface
  public interface Comparison {
    /**
     * Compares the responses of a source.
     *
     * @throws CheckEndedException with the verdict, when it is known before the last response
     */
    Verdict of(Source source) throws InterruptedException;
  }

  /**
   * Returns the name of the first parameter of an operation's path, which says whose billing it is.
   * Its value comes from the settings of the run.
   */
  public static String scope(Operation operation) {
    return RequestBuilder.scope(operation);
  }

  public Contract contract() {
    return contract;
  }

  public TestedServer server() {
    return client.server();
  }

  public RequestPacer pacer() {
    return client.pacer();
  }

  /** Returns the day in UTC on which the server sent a response, by its own clock if it tells. */
  public LocalDate day(OperationResponse response) {
    return LocalDate.ofInstant(response.date().orElseGet(pacer().clock()::instant), ZoneOffset.UTC);
  }

  /** Returns all exchanges so far. */
  public List<RecordedExchange> traffic() {
    return exchanges.all();
  }

  /**
   * Compares what requests show by responses that may have come before. What differs is compared
   * once more by new ones, since it may have changed between two of them.
   */
  public Verdict compare(Comparison comparison) throws InterruptedException {
    Verdict verdict = verdict(comparison, this::response);
    return verdict.outcome() == Outcome.FAILED ? verdict(comparison, this::send) : verdict;
  }

  private static Verdict verdict(Comparison comparison, Source source) throws InterruptedException {
    try {
      return comparison.of(source);
    } catch (CheckEndedException e) {
      return e.verdict();
    }
  }

  /** Counts an exchange among those that the current check used. */
  public void involve(RecordedExchange exchange) {
    exchanges.involve(exchange);
  }

  /** Returns the exchanges that were sent or reused since the last call of this method. */
  public List<RecordedExchange> takeExchanges() {
    return exchanges.take();
  }

  /** Sends a request, even if the same request was sent before. */
  public OperationResponse send(OperationRequest request) throws InterruptedException {
    return exchanges.send(request);
  }

  /**
   * Sends requests at the same time, each over a connection of its own.
   *
   * @throws CheckEndedException when one of them has no response
   */
  public List<OperationResponse> sendAtOnce(OperationRequest... requests)
      throws InterruptedException {
    return exchanges.sendAtOnce(List.of(requests));
  }

  /** Returns the response to a request, sent now unless the same request was sent before. */
  public OperationResponse response(OperationRequest request) throws InterruptedException {
    return exchanges.response(request);
  }

  /**
   * Sends a request, and if the server refuses it for being a duplicate, once more with other texts
   * in the body.
   *
   * @throws CheckEndedException failed, when the server refuses that, too
   */
  public OperationResponse sendDistinct(OperationRequest request) throws InterruptedException {
    return creator.sendDistinct(request);
  }

  /** Returns a request with other texts in the body than all requests so far. */
  public OperationRequest distinct(OperationRequest request) {
    return creator.distinct(request);
  }

  /** Downloads a file from a URL without credentials. */
  public OperationResponse download(OperationRequest origin, URI url) throws InterruptedException {
    return download(origin, "GET", url, Map.of());
  }

  /** Sends a request for a file to a URL, with these headers and without credentials. */
  public OperationResponse download(
      OperationRequest origin, String method, URI url, Map<String, String> headers)
      throws InterruptedException {
    return client.download(origin, method, url, headers);
  }

  /** Returns what was computed under a name, computed now unless it was before. */
  public <T> T memoize(String name, Class<T> type, Memos.Computation<T> computation)
      throws InterruptedException {
    return memos.of(name, type, computation);
  }

  /** Returns the response to the operation's default request, which is sent at most once. */
  public OperationResponse defaultResponse(Operation operation) throws InterruptedException {
    RecordedExchange exchange =
        memoize(
            "default " + operation.id(),
            RecordedExchange.class,
            () -> exchanges.exchange(request(operation)));
    exchanges.involve(exchange);
    return exchange.response().orElseThrow();
  }

  /**
   * Returns the response to the operation's default request.
   *
   * @throws CheckEndedException failed, when its status isn't the documented success
   */
  public OperationResponse successfulResponse(Operation operation) throws InterruptedException {
    OperationResponse response = defaultResponse(operation);
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Tells whether a person chose the body of an operation's requests. */
  public boolean isBodyChosen(Operation operation) {
    return values.body(operation.id()).isPresent();
  }

  /** Returns the resources that this run created and did not delete, the oldest first. */
  public List<CreatedResource> created(Operation create) {
    return creator.created(create);
  }

  /** Returns resources that this run created; creates as many as there are too few. */
  public List<CreatedResource> created(Operation create, int number) throws InterruptedException {
    return creator.created(create, number);
  }

  /**
   * Creates a resource by a request.
   *
   * @throws CheckEndedException failed, when the response has no id
   */
  public CreatedResource create(OperationRequest request) throws InterruptedException {
    return creator.create(request);
  }

  /**
   * Returns the operation's default request: with the member's token, without query parameters,
   * with the chosen body or else the documented example. A request that changes or deletes a
   * resource is for one that this run created.
   *
   * @throws CheckEndedException when a value of the path isn't known; not applicable, when the
   *     server is remote and nobody chose what the operation may change there
   */
  public OperationRequest request(Operation operation) throws InterruptedException {
    return request(operation, Map.of());
  }

  /**
   * Returns the operation's default request, with some values of its path and with the documented
   * examples of the query parameters that it requires.
   */
  public OperationRequest request(Operation operation, Map<String, String> pathValues)
      throws InterruptedException {
    return requests.request(operation, pathValues);
  }

  /**
   * Returns the ids in the collection that the path parameter selects from.
   *
   * @throws CheckEndedException when there are none
   */
  public List<String> ids(Operation operation, Parameter parameter) throws InterruptedException {
    return requests.ids(operation, parameter);
  }
}
