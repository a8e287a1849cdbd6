/**
 * The common parts of the HTTP pages of masters and agents: paths, JSON, and the forms of resources, tasks and
 * frameworks. May use {@code actor}, whose state the pages show, and {@code wire}.
 */
@NullMarked
package org.gotask.mesos.local.pages;

import org.jspecify.annotations.NullMarked;
