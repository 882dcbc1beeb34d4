export { leafHash, merkleHasher, portableHasher, type MerkleHasher, type Sha256 } from './merkle-hash.ts';
export {
  appendLeaves,
  emptyFrontier,
  rootOf,
  type Appended,
  type Frontier,
  type NodeId,
  type TreeNode,
} from './frontier.ts';
export { consistencyProof, inclusionProof, type ReadNodes } from './proof.ts';
export { verifyConsistency, verifyInclusion, type ConsistencyClaim, type InclusionClaim } from './verify.ts';
export {
  generateNoteKeys,
  parseSignerKey,
  parseVerifierKey,
  type NoteKeys,
  type NoteSigner,
  type NoteVerifier,
} from './note-key.ts';
export { parseNote, signNote, verifyNote, type NoteSignature, type SignedNote } from './signed-note.ts';
export {
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
  type Checkpoint,
  type UnverifiedCheckpoint,
} from './checkpoint.ts';
