package dev.ghbilling.sandbox;

/** Answers requests; one may stand around another and change what passes. */
@FunctionalInterface
interface Responder {
  Reply answer(Request request);
}
