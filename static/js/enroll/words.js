// @ts-check
/** What the scripts of an enrolment say (templates/cameos/enroll/_words.html). */
import { wordsOf } from "../words.js";

export const say = wordsOf("enroll-words");
