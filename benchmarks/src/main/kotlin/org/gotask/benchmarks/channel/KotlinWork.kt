package org.gotask.benchmarks.channel

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select

/** The benchmarks as a Kotlin programmer writes them: coroutines on Kotlin's own dispatcher. */
internal object KotlinWork {

    private const val VALUE = 1

    @JvmStatic
    fun pingPong(rounds: Int) = runBlocking(Dispatchers.Default) {
        val there = Channel<Int>()
        val back = Channel<Int>()
        launch {
            repeat(rounds) {
                there.send(VALUE)
                back.receive()
            }
        }
        launch { repeat(rounds) { back.send(there.receive()) } }
        Unit
    }

    @JvmStatic
    fun stream(capacity: Int, pairs: Int, values: Int) = runBlocking(Dispatchers.Default) {
        val channel = Channel<Int>(capacity)
        repeat(pairs) {
            launch { repeat(values / pairs) { channel.send(VALUE) } }
            launch { repeat(values / pairs) { channel.receive() } }
        }
    }

    @JvmStatic
    fun select(capacity: Int, values: Int) = runBlocking(Dispatchers.Default) {
        val channels = List(4) { Channel<Int>(capacity) }
        for (channel in channels) {
            launch { repeat(values / channels.size) { channel.send(VALUE) } }
        }
        launch {
            val (first, second, third, fourth) = channels
            var received = 0
            repeat(values) {
                received += select<Int> {
                    first.onReceive { it }
                    second.onReceive { it }
                    third.onReceive { it }
                    fourth.onReceive { it }
                }
            }
            check(received == values)
        }
        Unit
    }
}

/** Coroutines in a ring. */
internal class KotlinRing(size: Int) : Ring {

    private val scope = CoroutineScope(Dispatchers.Default)
    private val channels = List(size) { Channel<Ring.Token>() }
    private val arrived = Channel<Ring.Token>()

    init {
        channels.forEachIndexed { i, channel ->
            val next = channels[(i + 1) % size]
            scope.launch {
                for (token in channel) {
                    (if (token.step()) arrived else next).send(token)
                }
            }
        }
    }

    override fun pass(token: Ring.Token) = runBlocking {
        channels.first().send(token)
        arrived.receive()
        Unit
    }

    override fun close() = scope.cancel()
}

/** Channels and coroutines that wait on them, to be weighed. */
internal class KotlinSubject(count: Int, capacity: Int) : Footprint.Subject {

    private val scope = CoroutineScope(Dispatchers.Default)
    private val channels = List(count) { Channel<Int>(capacity) }
    private val jobs = mutableListOf<Job>()

    override fun startReceivers() {
        // undispatched: when launch returns, the coroutine waits
        channels.mapTo(jobs) { scope.launch(start = CoroutineStart.UNDISPATCHED) { it.receive() } }
    }

    override fun close() = runBlocking {
        scope.cancel()
        jobs.joinAll()
    }
}
