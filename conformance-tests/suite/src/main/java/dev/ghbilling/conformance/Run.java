package dev.ghbilling.conformance;

import static dev.ghbilling.conformance.Outcome.NOT_APPLICABLE;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks, done one after the other against one server. */
final class Run {
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

  private final Contract contract;
  private final ServerUnderTest target;
  private final Clock clock;
  private final Server server;
  private final Session session;
  private final Secrets secrets;
  private final List<Check> checks;
  private final KnownFailing known;
  private final Consumer<Result> listener;
  private final Instant began;
  private final List<Result> results = new ArrayList<>();
  private final List<Check> left;
  private final Restoration restoration;
  private volatile boolean ended;

  /**
   * A run that is about to begin.
   *
   * @param listener is told each result as soon as there is one
   * @throws IOException when the list of what is known to fail can't be read
   * @throws IllegalArgumentException when no check is wanted, or when something that was given
   *     names what the contract doesn't have
   */
  Run(
      Contract contract,
      ServerUnderTest target,
      Clock clock,
      Pause pause,
      Consumer<Result> listener)
      throws IOException {
    this.contract = contract;
    this.target = target;
    this.clock = clock;
    this.listener = listener;
    this.began = clock.instant();
    List<Check> all = Checks.of(contract);
    target
        .selection()
        .idle(all)
        .ifPresent(
            pattern -> {
              throw new IllegalArgumentException(
                  "no check is wanted or left out by " + pattern + ": see --list for their ids");
            });
    this.checks = all.stream().filter(target.selection()::wants).toList();
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("no check is wanted: see --list for their ids");
    }
    this.known =
        target.knownFailing().isPresent()
            ? KnownFailing.read(target.knownFailing().get(), all)
            : new KnownFailing(Set.of());
    for (String id : target.bodies().keySet()) {
      if (contract.operation(id).isEmpty()) {
        throw new IllegalArgumentException("there is no operation " + id);
      }
    }
    Duration betweenWrites = target.isLoopback() ? Duration.ZERO : BETWEEN_WRITES;
    this.server = new Server(target, new Manners(clock, pause, betweenWrites));
    this.session = new Session(contract, server);
    this.restoration = new Restoration(session);
    this.left = new ArrayList<>(checks);
    List<String> tokens = new ArrayList<>(List.of(target.token()));
    target.outsiderToken().ifPresent(tokens::add);
    this.secrets = new Secrets(List.copyOf(tokens), target.baseUrl().toString());
  }

  List<Check> checks() {
    return checks;
  }

  /**
   * Makes sure that there is a server.
   *
   * @throws UnreachableException when there is none
   */
  void reach() throws UnreachableException, InterruptedException {
    server.reach();
  }

  /** Does a check. */
  synchronized Result perform(Check check) throws InterruptedException {
    if (ended) {
      throw new InterruptedException("the run was ended");
    }
    Instant before = clock.instant();
    Verdict verdict = verdict(check);
    Verdict judged = known.judge(check.id(), verdict);
    Result result =
        new Result(
            check,
            new Verdict(
                judged.outcome(),
                secrets.redacted(judged.message()),
                secrets.redacted(judged.expected()),
                secrets.redacted(judged.actual())),
            session.takeShown(),
            Duration.between(before, clock.instant()));
    results.add(result);
    listener.accept(result);
    left.remove(check);
    if (left.stream().noneMatch(Restoration::isNeededFor)) {
      restore();
    }
    return result;
  }

  private Verdict verdict(Check check) throws InterruptedException {
    if (check.writes() && !target.allowsWrites()) {
      return Verdict.notApplicable("the run may not write, unless it is given --allow-writes");
    }
    try {
      if (Restoration.isNeededFor(check) && MembershipAspect.exists(contract)) {
        if (!target.isLoopback() && !isChosen(check)) {
          return Verdict.notApplicable(
              "at a host that is no sandbox of this machine, --value has to name a cost center and"
                  + " --body the users of both operations");
        }
        restoration.begin();
      }
      return check.procedure().of(session);
    } catch (EndedEarly e) {
      return e.verdict();
    } catch (RuntimeException e) {
      // Or the check would be missing from the results, as if it had never been wanted.
      return Verdict.couldNotRun("the suite is at fault: " + e);
    }
  }

  /** Whether a person said which cost center and which users are to be tried with. */
  private boolean isChosen(Check check) {
    return target
            .bodies()
            .keySet()
            .containsAll(List.of(MembershipAspect.ADD, MembershipAspect.REMOVE))
        && contract.operation(check.operationId()).stream()
            .flatMap(operation -> operation.parameters(Parameter.Location.PATH).stream())
            .map(Parameter::name)
            .allMatch(name -> name.equals(Session.ENTERPRISE) || target.value(name).isPresent());
  }

  /** What to look at first where every operation is answered the same error. */
  private Optional<String> commonFault() {
    List<String> answers =
        results.stream()
            .filter(result -> result.id().endsWith("/status") && result.outcome() != NOT_APPLICABLE)
            .map(result -> result.verdict().actual())
            .distinct()
            .toList();
    if (answers.size() != 1 || results.size() < 2) {
      return Optional.empty();
    }
    String question =
        switch (answers.get(0)) {
          case "HTTP 401" -> "is the token right?";
          case "HTTP 301", "HTTP 302", "HTTP 307", "HTTP 308" ->
              "which is not followed: is the base URL the final one?";
          case "HTTP 403" -> "may the token do this?";
          case "HTTP 404" -> "is the enterprise right, and the base URL, and may the token see it?";
          default -> "";
        };
    return question.isEmpty()
        ? Optional.empty()
        : Optional.of("every operation was answered %s: %s".formatted(answers.get(0), question));
  }

  /**
   * Ends the run early: the check that is under way is broken off, no other begins, and who was
   * moved is put back.
   *
   * @param runner the thread that does the checks
   */
  void end(Thread runner) throws InterruptedException {
    ended = true;
    runner.interrupt();
    restore();
  }

  /**
   * Puts back who was moved between cost centers, unless that was done.
   *
   * @return why that couldn't be done, which is a result too
   */
  synchronized Optional<String> restore() throws InterruptedException {
    Optional<Verdict> trouble = restoration.end();
    trouble.ifPresent(
        verdict -> {
          Result result =
              new Result(
                  Restoration.CHECK,
                  Verdict.couldNotRun(secrets.redacted(verdict.message())),
                  session.takeShown(),
                  Duration.ZERO);
          results.add(result);
          listener.accept(result);
        });
    return trouble.map(verdict -> secrets.redacted(verdict.message()));
  }

  /** Puts back what the checks changed, as far as that can be, and says what was found. */
  synchronized Results finish() throws InterruptedException {
    List<String> notes = new ArrayList<>();
    commonFault().ifPresent(notes::add);
    if (!results.isEmpty()
        && results.stream().allMatch(result -> result.outcome() == NOT_APPLICABLE)) {
      notes.add("no check applied: " + results.get(0).message());
    }
    restore().ifPresent(notes::add);
    return new Results(
        target.toString(),
        began,
        Duration.between(began, clock.instant()),
        results,
        left.size(),
        Coverage.of(contract, target, session.traffic(), results),
        notes,
        secrets);
  }
}
