// @ts-check
/** Camera and microphone: opened when somebody asks, let go when they leave. */
import { say } from "./words.js";

/** @type {MediaStream | null} */
let stream = null;

/**
 * What a refusal of the browser means, in words: each name of a DOMException that we know has its own.
 * @param {unknown} error
 */
export function wordsFor(error) {
  const name = error instanceof DOMException ? error.name : "";
  return (name && say(name)) || say("camera");
}

/**
 * Open both and show the picture, as in a mirror.
 * @param {HTMLVideoElement} video
 */
export async function open(video) {
  release();
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", "SecurityError");
  stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } },
    audio: { echoCancellation: false, noiseSuppression: false },
  });
  video.srcObject = stream;
  await video.play();
  return stream;
}

export function release() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
}
addEventListener("pagehide", release);

/** The first kind of file that this browser can record; the server reads each of them. */
export function bestType() {
  const kinds = ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/webm;codecs=vp9,opus", "video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
  return kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? "";
}

/**
 * How loud it is, 0 to 100, ten times a second, until the stream ends.
 * @param {MediaStream} from
 * @param {(level: number) => void} tell
 */
export function listen(from, tell) {
  const context = new AudioContext();
  const ear = context.createAnalyser();
  context.createMediaStreamSource(from).connect(ear);
  const samples = new Float32Array(ear.fftSize);
  const timer = setInterval(() => {
    if (!from.active) {
      clearInterval(timer);
      void context.close();
      return;
    }
    ear.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    tell(Math.min(100, Math.round(Math.sqrt(power) * 400)));
  }, 100);
}

/**
 * The brightness of the middle of the picture, 0 to 1.
 * @param {HTMLVideoElement} video
 */
export function brightness(video) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 16;
  const pen = canvas.getContext("2d");
  if (!pen || !video.videoWidth) return 0.5;
  const side = Math.min(video.videoWidth, video.videoHeight) / 2;
  pen.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, 16, 16);
  const { data } = pen.getImageData(0, 0, 16, 16);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += 0.3 * data[i] + 0.59 * data[i + 1] + 0.11 * data[i + 2];
  return sum / 256 / 255;
}
