/**
 * What the HTTP pages of master and agents have in common: paths, JSON, and the shapes of resources, tasks and frameworks.
 * May use {@code actor}, whose state the pages show, and {@code wire}.
 */
@NullMarked
package org.gotask.mesos.local.pages;

import org.jspecify.annotations.NullMarked;
