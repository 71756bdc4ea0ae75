// What every page runs: each module looks for its own elements and does nothing without them.
import "./settings.js";
import "./ordering.js";
import "./question.js";
import "./drafts.js";
import "./shortcuts.js";
import "./lecture.js";
import "./practice.js";
import "./lab.js";
import "./wide.js";
import "./told.js";
import "./closing.js";
import "./times.js";
