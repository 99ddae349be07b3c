package dev.ghbilling.sandbox;

import dev.ghbilling.spec.Answer;

/** The documented example of an operation, whatever was asked. */
final class DocumentedAnswer implements Behaviour {
  @Override
  public Reply answer(Call call) {
    Answer answer = call.operation().success();
    if (answer.body().isEmpty()) {
      return Reply.empty(answer.status());
    }
    return answer
        .body()
        .get()
        .example()
        .map(example -> call.success(example.value()))
        .orElseThrow(
            () -> Refusal.of(501, "The contract has no example of " + call.operation().id()));
  }
}
