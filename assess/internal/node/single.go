package node

import "github.com/gantry-ack/gantry/assess/fact"

// sockets states a Socket.IO server that reaches the clients of its own instance
// alone, since no adapter passes messages on to the others.
func (st *statement) sockets() {
	d, ok := st.p.FirstRun("socket.io", "egg-socket.io", "@nestjs/platform-socket.io", "@midwayjs/socketio")
	if !ok {
		return
	}
	if _, shared := st.p.FirstRun("@socket.io/redis-adapter", "socket.io-redis", "@socket.io/redis-streams-adapter", "@socket.io/mongo-adapter", "@socket.io/postgres-adapter", "@socket.io/cluster-adapter", "@socket.io/sticky"); shared {
		return
	}
	st.add(fact.New(fact.Single, "sockets:socket.io", fact.FromBuild, st.p.Path, d.Line))
}
