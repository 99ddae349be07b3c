/**
 * What the tests of several modules share: a clock, certificates, servers and proxies that speak
 * over real sockets, a child JVM, the captured log, and a port that refuses connections.
 *
 * <p>It depends on no other module of this project, so that every module's tests can use it.
 */
@NullMarked
package dev.ghbilling.testkit;

import org.jspecify.annotations.NullMarked;
