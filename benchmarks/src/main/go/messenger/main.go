// Command messenger measures mesos-go's own messenger as MessengerBenchmark measures ours: the same messages, between two
// messengers of one process over loopback. It prints a line of figures for each round: messages per second flat out, then
// the 50th and 99th percentile of the time from the call to the handler at a steady rate, in microseconds.
package main

import (
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"sort"
	"time"

	"github.com/gogo/protobuf/proto"
	mesos "github.com/mesos/mesos-go/api/v0/mesosproto"
	"github.com/mesos/mesos-go/api/v0/messenger"
	"github.com/mesos/mesos-go/api/v0/upid"
	"golang.org/x/net/context"
)

var (
	rounds = flag.Int("rounds", 5, "rounds that count")
	warmup = flag.Int("warmup", 2, "rounds before them")
	flood  = flag.Int("flood", 50000, "messages of a round flat out")
	steady = flag.Int("steady", 5000, "messages of a round at a steady rate")
	rate   = flag.Int("rate", 1000, "the steady rate, in messages per second")
)

// parties are a sender, a receiver and the times at which the receiver's handler was called, by number.
type parties struct {
	sender   messenger.Messenger
	to       upid.UPID
	received []time.Time
	count    int
	done     chan struct{}
}

func main() {
	flag.Set("logtostderr", "true")
	flag.Set("stderrthreshold", "ERROR")
	flag.Parse()
	p := &parties{}
	receiver := start("receiver", p.receive)
	p.to = receiver.UPID()
	p.sender = start("sender", func(*upid.UPID, proto.Message) {})
	for i := -*warmup; i < *rounds; i++ {
		perSecond := p.flood()
		p50, p99 := p.steady()
		if i >= 0 {
			fmt.Printf("%.0f %.1f %.1f\n", perSecond, p50, p99)
		}
	}
}

func start(id string, handler messenger.MessageHandler) messenger.Messenger {
	m := messenger.NewHttp(upid.UPID{ID: id, Host: "127.0.0.1"})
	check(m.Install(handler, &mesos.FrameworkToExecutorMessage{}))
	check(m.Start())
	return m
}

func (p *parties) receive(_ *upid.UPID, message proto.Message) {
	data := message.(*mesos.FrameworkToExecutorMessage).GetData()
	p.received[binary.BigEndian.Uint32(data)] = time.Now()
	p.count++
	if p.count == len(p.received) {
		close(p.done)
	}
}

func (p *parties) expect(count int) {
	p.received = make([]time.Time, count)
	p.count = 0
	p.done = make(chan struct{})
}

func (p *parties) flood() float64 {
	p.expect(*flood)
	start := time.Now()
	for i := 0; i < *flood; i++ {
		p.send(i)
	}
	p.await()
	return float64(*flood) / time.Since(start).Seconds()
}

func (p *parties) steady() (p50, p99 float64) {
	p.expect(*steady)
	sent := make([]time.Time, *steady)
	start := time.Now()
	for i := range sent {
		time.Sleep(time.Until(start.Add(time.Second * time.Duration(i) / time.Duration(*rate))))
		sent[i] = time.Now()
		p.send(i)
	}
	p.await()
	micros := make([]float64, len(sent))
	for i := range sent {
		micros[i] = float64(p.received[i].Sub(sent[i]).Nanoseconds()) / 1000
	}
	sort.Float64s(micros)
	return micros[len(micros)/2], micros[len(micros)*99/100]
}

func (p *parties) send(number int) {
	data := make([]byte, size(number))
	binary.BigEndian.PutUint32(data, uint32(number))
	check(p.sender.Send(context.TODO(), &p.to, &mesos.FrameworkToExecutorMessage{
		SlaveId:     &mesos.SlaveID{Value: proto.String("agent")},
		FrameworkId: &mesos.FrameworkID{Value: proto.String("framework")},
		ExecutorId:  &mesos.ExecutorID{Value: proto.String("executor")},
		Data:        data,
	}))
}

// As in MessageMix: of a hundred messages 50 are small, and two are 64 KiB.
func size(number int) int {
	switch place := number * 37 % 100; {
	case place < 50:
		return 16
	case place < 75:
		return 256
	case place < 90:
		return 1024
	case place < 98:
		return 8 * 1024
	default:
		return 64 * 1024
	}
}

func (p *parties) await() {
	select {
	case <-p.done:
	case <-time.After(time.Minute):
		check(fmt.Errorf("only %d of %d messages arrived within a minute", p.count, len(p.received)))
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "messenger:", err)
		os.Exit(1)
	}
}
