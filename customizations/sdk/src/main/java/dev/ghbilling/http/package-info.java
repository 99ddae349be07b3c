/** How a call travels: headers, credentials, JSON, errors, transport. */
@NullMarked
package dev.ghbilling.http;

import org.jspecify.annotations.NullMarked;
