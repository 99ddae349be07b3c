package dev.ghbilling.sandbox;

/** What one operation does. */
@FunctionalInterface
interface Behaviour {
  /**
   * Answers a call that the contract allows.
   *
   * @throws Refusal when the state doesn't
   */
  Reply answer(Call call);
}
