// Command channels does the work of the channel benchmarks with Go's own channels and prints a line for each number, in
// the form of the Java class Measurement.
package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"sort"
	"sync"
	"time"
)

const (
	buffer = 256
	// a sample takes at least so long
	sampleTime = 500 * time.Millisecond
)

var (
	warmups = 4
	samples = 10
	// the 99.95th percentile of Student's t with samples-1 degrees of freedom
	student = 4.781
)

func main() {
	runtime.GOMAXPROCS(2)
	workloads := map[string]func(){
		"ping-pong":    func() { measure("ping-pong", 20_000, pingPong) },
		"one-way":      func() { measure("one-way", 40_000, func(n int) { stream(0, 1, n) }) },
		"buffered":     func() { measure("buffered", 200_000, func(n int) { stream(buffer, 1, n) }) },
		"four-by-four": func() { measure("four-by-four", 200_000, func(n int) { stream(buffer, 4, n) }) },
		"select": func() {
			measure("select, rendezvous", 40_000, func(n int) { selectOf4(0, n) })
			measure("select, buffered", 40_000, func(n int) { selectOf4(buffer, n) })
		},
		"ring": func() {
			r := newRing(10_000)
			measure("ring", 100_000, r.pass)
		},
		"memory": func() {
			footprint("rendezvous", 0)
			footprint("buffered", buffer)
		},
	}
	workloads["fresh"] = func() {
		samples = 5
		warmups = 3
		student = 8.610
		for _, name := range []string{"ping-pong", "one-way", "buffered", "four-by-four", "select", "ring"} {
			workloads[name]()
		}
	}
	for _, name := range os.Args[1:] {
		workload, ok := workloads[name]
		if !ok {
			fmt.Fprintln(os.Stderr, "unknown workload: workload="+name)
			os.Exit(2)
		}
		workload()
	}
}

func measure(name string, operations int, work func(int)) {
	var times []float64
	for i := 0; i < warmups+samples; i++ {
		done := 0
		start := time.Now()
		for time.Since(start) < sampleTime {
			work(operations)
			done += operations
		}
		if i >= warmups {
			times = append(times, float64(time.Since(start).Nanoseconds())/float64(done))
		}
	}
	sort.Float64s(times)
	mean, squares := 0.0, 0.0
	for _, t := range times {
		mean += t / float64(samples)
	}
	for _, t := range times {
		squares += (t - mean) * (t - mean)
	}
	err := student * math.Sqrt(squares/float64(samples-1)/float64(samples))
	report(name, "ns/op", (times[(samples-1)/2]+times[samples/2])/2, err)
}

func report(workload, metric string, median, err float64) {
	fmt.Printf("%s\tGo\t%s\t%.3f\t%.3f\n", workload, metric, median, err)
}

func pingPong(rounds int) {
	there, back := make(chan int), make(chan int)
	var all sync.WaitGroup
	all.Add(2)
	go func() {
		defer all.Done()
		for i := 0; i < rounds; i++ {
			there <- 1
			<-back
		}
	}()
	go func() {
		defer all.Done()
		for i := 0; i < rounds; i++ {
			back <- <-there
		}
	}()
	all.Wait()
}

func stream(capacity, pairs, values int) {
	c := make(chan int, capacity)
	var all sync.WaitGroup
	all.Add(2 * pairs)
	for p := 0; p < pairs; p++ {
		go func() {
			defer all.Done()
			for i := 0; i < values/pairs; i++ {
				c <- 1
			}
		}()
		go func() {
			defer all.Done()
			for i := 0; i < values/pairs; i++ {
				<-c
			}
		}()
	}
	all.Wait()
}

func selectOf4(capacity, values int) {
	var channels [4]chan int
	var all sync.WaitGroup
	all.Add(len(channels) + 1)
	for i := range channels {
		c := make(chan int, capacity)
		channels[i] = c
		go func() {
			defer all.Done()
			for i := 0; i < values/len(channels); i++ {
				c <- 1
			}
		}()
	}
	go func() {
		defer all.Done()
		received := 0
		for i := 0; i < values; i++ {
			select {
			case v := <-channels[0]:
				received += v
			case v := <-channels[1]:
				received += v
			case v := <-channels[2]:
				received += v
			case v := <-channels[3]:
				received += v
			}
		}
		if received != values {
			panic("values were lost")
		}
	}()
	all.Wait()
}

type ring struct {
	start, arrived chan *int
}

func newRing(size int) ring {
	r := ring{make(chan *int), make(chan *int)}
	in := r.start
	for i := 0; i < size; i++ {
		next := make(chan *int)
		if i == size-1 {
			next = r.start
		}
		go func(in, next chan *int) {
			for token := range in {
				*token--
				if *token == 0 {
					r.arrived <- token
				} else {
					next <- token
				}
			}
		}(in, next)
		in = next
	}
	return r
}

func (r ring) pass(steps int) {
	r.start <- &steps
	<-r.arrived
}

func footprint(kind string, capacity int) {
	const count = 50_000
	before := usedBytes()
	channels := make([]chan int, count)
	for i := range channels {
		channels[i] = make(chan int, capacity)
	}
	idle := usedBytes()
	for _, c := range channels {
		go func(c chan int) { <-c }(c)
	}
	time.Sleep(time.Second) // Go has no way to ask whether a goroutine waits
	waiting := usedBytes()
	for _, c := range channels {
		close(c)
	}
	report("idle channel, "+kind, "bytes", float64(idle-before)/count, 0)
	report("waiting receiver, "+kind, "bytes", float64(waiting-idle)/count, 0)
}

// usedBytes counts stacks as well: a goroutine's is not on the heap, a virtual thread's is.
func usedBytes() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}
