/**
 * Which proxy a request travels through, and how the client logs in there.
 *
 * <p>A builder enters with environment variables or with a proxy of the application's; the
 * transport asks for the proxies of a URL, and for the login at one of them. What goes through a
 * proxy isn't this room's business. No message of this room quotes a variable, which may have a
 * password.
 */
@NullMarked
package dev.ghbilling.internal.proxy;

import org.jspecify.annotations.NullMarked;
