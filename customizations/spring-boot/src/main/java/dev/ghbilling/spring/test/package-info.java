/** The sandbox in the tests of a Spring application, which brings {@code ghbilling-sandbox}. */
@NullMarked
package dev.ghbilling.spring.test;

import org.jspecify.annotations.NullMarked;
