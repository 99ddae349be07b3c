package dev.ghbilling.sandbox;

/** What stands around every answer of a host, whoever gives it. */
@FunctionalInterface
interface Frame {
  Reply answer(Request request, Responder inner);
}
