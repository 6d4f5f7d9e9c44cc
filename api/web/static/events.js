// A job's events as they come, also over a lost connection.

const ENDS = ["succeeded", "partial", "failed", "cancelled", "deleted"].map((state) => `job.${state}`);
const AGAIN_MS = 3000;

/** Call `told(name, data)` for each event until the job ends, `lost(bool)` as the line breaks or holds. */
export function listen(job, told, lost) {
  const open = () => {
    const source = new EventSource(`/v1/jobs/${encodeURIComponent(job)}/events`);
    const close = () => source.close();
    addEventListener("pagehide", close);
    source.addEventListener("open", () => lost(false));
    source.addEventListener("error", () => {
      lost(true);
      // The browser goes on by itself after a broken line, but not after a refusal.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_MS);
    });
    for (const name of ["job.started", "report.completed", ...ENDS]) {
      source.addEventListener(name, (event) => {
        told(name, JSON.parse(event.data));
        if (ENDS.includes(name)) close();
      });
    }
  };
  open();
}
