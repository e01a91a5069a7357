// The people of the demo: invented, with a taste each. Nobody of them exists.

export interface Person {
  username: string
  name: string
  bio: string
  /** Names of motifs. Every motif is somebody's. */
  likes: readonly string[]
  /** Usernames. */
  follows: readonly string[]
}

/** @param likes,follows separated by spaces */
function person(username: string, name: string, bio: string, likes: string, follows: string): Person {
  return { username, name, bio, likes: likes.split(' '), follows: follows.split(' ') }
}

/** In the order in which they join. The first two are those that a visitor of the demo signs in as. */
export const people: readonly Person[] = [
  person('ada', 'Ada Lindqvist', 'Illustrator. Quiet landscapes, loud geometry. I keep what I wish I had made.', 'dunes bauhaus mountains poster waves', 'mira tomasz yuki noor ines'),
  person('bruno', 'Bruno Salvi', 'Runs a small framing shop. Everything looks better with a wide margin.', 'pottery arches botanical windowLight', 'ada mira leila ines'),
  person('mira', 'Mira Okafor', 'Textile designer. Repeats, mirrors, half drops, and the colour of rust.', 'weave fruit cutouts terrazzo botanical', 'ada leila tomasz bruno'),
  person('tomasz', 'Tomasz Wilk', 'Night trains, night skies. Looking for the darkest blue that is still a blue.', 'aurora city moons forest', 'yuki ada sanne noor'),
  person('yuki', 'Yuki Hamada', 'Printmaker in Kanazawa. Waves on weekdays, mountains on Sundays.', 'waves mountains sails brush', 'tomasz ada mira kofi'),
  person('leila', 'Leila Haddad', 'Architect who draws by hand. Shadows are a building material.', 'arches bauhaus poster terrazzo windowLight', 'bruno ines ada priya'),
  person('noor', 'Noor de Vries', 'Cartographer of places that do not exist.', 'contours dunes moons', 'tomasz yuki ada sanne'),
  person('ines', 'Inês Carvalho', 'Tiles, lemons and the light at four in the afternoon. Lisbon.', 'fruit terrazzo windowLight sails arches', 'leila mira bruno kofi'),
  person('kofi', 'Kofi Mensah', 'Collecting for a book on wires, poles and the birds who use them.', 'wires city poster', 'ines yuki marta ada'),
  person('marta', 'Marta Reyes', 'Teaches children to cut paper. Learns more than they do.', 'cutouts botanical brush fruit', 'mira kofi ada elif'),
  person('sanne', 'Sanne Bakker', 'Sails a very small boat, photographs a very large sky.', 'sails waves aurora wires', 'noor tomasz yuki'),
  person('priya', 'Priya Raman', 'Type designer on a break from letters.', 'poster bauhaus brush moons', 'leila ada elif'),
  person('jonas', 'Jonas Ekström', 'Forester. I post the fog; the trees are only there to hold it.', 'forest mountains aurora', 'sanne tomasz marta'),
  person('elif', 'Elif Demir', 'Kilims from my grandmother, contours from my father.', 'weave contours pottery', 'mira noor priya bruno'),
  person('owen', 'Owen Pryce', 'Potter. The kiln decides.', 'pottery dunes terrazzo windowLight', 'bruno elif leila'),
  person('wanjiru', 'Wanjiru Kamau', 'Moodboards for films that nobody has shot yet.', 'dunes city forest contours cutouts', 'ada kofi owen jonas priya'),
] // prettier-ignore
