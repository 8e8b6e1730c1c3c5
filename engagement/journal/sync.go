package journal

import "time"

// syncSoon syncs the log in the background, unless a sync waits already.
func (j *Journal) syncSoon() {
	j.unsynced++
	if j.timer == nil {
		j.timer = time.AfterFunc(j.syncAfter, j.syncNow)
	}
}

// syncNow is the sync in the background. What goes wrong is told by the next Sync.
func (j *Journal) syncNow() {
	err := j.sync()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.timer = nil
	if j.syncErr = err; err == nil && j.unsynced > 0 && !j.closed {
		j.timer = time.AfterFunc(j.syncAfter, j.syncNow)
	}
}

// Sync writes everything to the disk, so that a cut of power loses none of it. It
// also returns what went wrong with a sync in the background.
func (j *Journal) Sync() error {
	j.mu.Lock()
	closed := j.closed
	j.mu.Unlock()
	if closed {
		return ErrClosed
	}
	return j.sync()
}

func (j *Journal) sync() error {
	j.mu.Lock()
	log, writes, before := j.log, j.unsynced, j.syncErr
	j.mu.Unlock()
	if log == nil || writes == 0 && before == nil {
		return nil
	}
	err := log.Sync() // not under the mutex: Append goes on
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case log != j.log:
		return nil // restore wrote another one, which is synced later
	case err == nil:
		j.unsynced -= min(writes, j.unsynced)
		if err = before; err == nil {
			err = j.self.save(j.root)
		}
	}
	j.syncErr = nil
	if err != nil {
		return problem(err, "把 %[1]s 写到磁盘", "syncing %[1]s to the disk", j.self.log())
	}
	return nil
}
