//! The players in the lobby and at its tables.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use websocket_api::extract::ConnectionId;

use crate::message::{Game, Place, Player, Rules, Turn};

/// The state that the handlers share.
#[derive(Clone, Debug, Default)]
pub struct Hall(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
pub struct Inside {
    people: BTreeMap<String, ConnectionId>,
    tables: BTreeMap<u32, Table>,
    last: u32,
    won: BTreeMap<String, u32>,
}

#[derive(Debug)]
pub struct Table {
    pub title: String,
    pub rules: Rules,
    pub owner: String,
    pub seats: [Option<String>; 2],
    pub watching: Vec<String>,
    pub game: Game,
    fields: [Option<u8>; 9],
}

/// The rows, columns and diagonals.
const LINES: [[usize; 3]; 8] =
    [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];

impl Hall {
    /// Runs a function with exclusive access to the state.
    pub fn with<T>(&self, act: impl FnOnce(&mut Inside) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Inside {
    /// Adds a player and returns the name. If the name is taken, the name gets a number.
    pub fn enter(&mut self, name: &str, connection: ConnectionId) -> String {
        let free = |name: &String| !self.people.contains_key(name);
        let numbered = (2_u32..).map(|number| format!("{name} {number}"));
        let name = std::iter::once(name.to_owned()).chain(numbered).find(free).unwrap_or_default();
        self.people.insert(name.clone(), connection);
        name
    }

    /// Removes a player from the lobby and from all games.
    pub fn leave(&mut self, connection: &ConnectionId) -> Option<Player> {
        let player = self.player(connection)?;
        self.people.remove(&player.name);
        for number in self.tables.keys().copied().collect::<Vec<_>>() {
            self.act(number, |table| {
                table.stand(&player.name);
                Ok(())
            })
            .ok()?;
        }
        Some(player)
    }

    pub fn player(&self, connection: &ConnectionId) -> Option<Player> {
        let (name, _) = self.people.iter().find(|(_, known)| *known == connection)?;
        Some(Player { name: name.clone() })
    }

    pub fn rename(&mut self, player: &Player, name: &str) -> Result<(), String> {
        if self.people.contains_key(name) {
            return Err(format!("somebody is called {name} already"));
        }
        if let Some(connection) = self.people.remove(&player.name) {
            self.people.insert(name.to_owned(), connection);
        }
        for table in self.tables.values_mut() {
            let names = table.seats.iter_mut().flatten().chain(&mut table.watching).chain([&mut table.owner]);
            names.filter(|known| **known == player.name).for_each(|known| name.clone_into(known));
        }
        Ok(())
    }

    pub fn connection(&self, name: &str) -> Option<ConnectionId> {
        self.people.get(name).cloned()
    }

    pub fn everybody(&self) -> Vec<ConnectionId> {
        self.people.values().cloned().collect()
    }

    /// Returns the connections of a table's players and viewers.
    pub fn around(&self, number: u32) -> Vec<ConnectionId> {
        let names = self.tables.get(&number).map(Table::around).unwrap_or_default();
        names.iter().filter_map(|name| self.connection(name)).collect()
    }

    pub fn players(&self) -> Vec<Player> {
        self.people.keys().map(|name| Player { name: name.clone() }).collect()
    }

    pub fn open(&mut self, owner: &Player, title: String, rules: Rules) -> u32 {
        self.last += 1;
        let (owner, seats) = (owner.name.clone(), [Some(owner.name.clone()), None]);
        let (watching, game, fields) = (Vec::new(), Game::default(), [None; 9]);
        self.tables.insert(self.last, Table { title, rules, owner, seats, watching, game, fields });
        self.last
    }

    pub fn close(&mut self, number: u32) -> Option<Place> {
        let place = self.place(number);
        self.tables.remove(&number);
        place
    }

    pub fn table(&mut self, number: u32) -> Result<&mut Table, String> {
        self.tables.get_mut(&number).ok_or_else(|| format!("there is no table {number}"))
    }

    pub fn place(&self, number: u32) -> Option<Place> {
        let Table { title, rules, seats, watching, game, .. } = self.tables.get(&number)?;
        let (title, seats, watching) = (title.clone(), seats.clone(), watching.clone());
        Some(Place { table: number, title, rules: *rules, seats, watching, game: game.clone() })
    }

    pub fn places(&self) -> Vec<Place> {
        self.tables.keys().filter_map(|number| self.place(*number)).collect()
    }

    pub fn turn(&self, number: u32) -> Option<Turn> {
        let table = self.tables.get(&number)?;
        Some(Turn { table: number, fields: table.fields, game: table.game.clone() })
    }

    /// Runs an action at a table, and counts the win if the action ends the game.
    pub fn act(
        &mut self,
        number: u32,
        act: impl FnOnce(&mut Table) -> Result<(), String>,
    ) -> Result<(), String> {
        let table = self.table(number)?;
        let was_on = matches!(table.game, Game::Running { .. });
        act(table)?;
        if let (true, Game::Won { by }) = (was_on, &table.game) {
            let by = by.clone();
            *self.won.entry(by).or_default() += 1;
        }
        Ok(())
    }

    pub fn won(&self) -> BTreeMap<String, u32> {
        self.won.clone()
    }
}

impl Table {
    fn around(&self) -> Vec<String> {
        self.seats.iter().flatten().chain(&self.watching).cloned().collect()
    }

    fn seat_of(&self, name: &str) -> Option<u8> {
        (0_u8..).zip(&self.seats).find(|(_, seat)| seat.as_deref() == Some(name)).map(|(seat, _)| seat)
    }

    pub fn sit(&mut self, name: &str) -> Result<(), String> {
        if self.seat_of(name).is_some() {
            return Err("you sit here already".to_owned());
        }
        let free = self.seats.iter_mut().find(|seat| seat.is_none()).ok_or("no seat is free")?;
        *free = Some(name.to_owned());
        self.watching.retain(|watching| watching != name);
        Ok(())
    }

    pub fn watch(&mut self, name: &str) {
        if !self.around().iter().any(|known| known == name) {
            self.watching.push(name.to_owned());
        }
    }

    /// Removes a player or viewer. A player who leaves during a game loses it.
    pub fn stand(&mut self, name: &str) {
        if self.seat_of(name).is_some() {
            // `resign` fails if no game is running, and then there is no game to lose.
            _ = self.resign(name);
        }
        self.seats.iter_mut().filter(|seat| seat.as_deref() == Some(name)).for_each(|seat| *seat = None);
        self.watching.retain(|watching| watching != name);
    }

    pub fn start(&mut self) -> Result<(), String> {
        if self.seats.iter().any(Option::is_none) {
            return Err("a seat is free".to_owned());
        }
        if matches!(self.game, Game::Running { .. }) {
            return Err("the game is on".to_owned());
        }
        self.fields = [None; 9];
        self.game = Game::Running { next: 0, draw_offered: false };
        Ok(())
    }

    pub fn mark(&mut self, name: &str, field: u8) -> Result<(), String> {
        let seat = self.seat_of(name).ok_or("you do not sit here")?;
        match self.game {
            Game::Running { next, .. } if next == seat => {}
            Game::Running { .. } => return Err("it is the other's turn".to_owned()),
            _ => return Err("there is no game".to_owned()),
        }
        let mark = self.fields.get_mut(usize::from(field)).ok_or("there are nine fields")?;
        if mark.is_some() {
            return Err("this field is taken".to_owned());
        }
        *mark = Some(seat);
        let has = |line: &[usize; 3]| line.iter().all(|at| self.fields[*at] == Some(seat));
        self.game = if LINES.iter().any(has) {
            self.won_by(if self.rules.inverted { 1 - seat } else { seat })
        } else if self.fields.iter().all(Option::is_some) {
            Game::Drawn
        } else {
            Game::Running { next: 1 - seat, draw_offered: false }
        };
        Ok(())
    }

    pub fn resign(&mut self, name: &str) -> Result<(), String> {
        let seat = self.seat_of(name).ok_or("you do not sit here")?;
        if !matches!(self.game, Game::Running { .. }) {
            return Err("there is no game".to_owned());
        }
        self.game = self.won_by(1 - seat);
        Ok(())
    }

    pub fn offer_draw(&mut self, name: &str) -> Result<(), String> {
        let seat = self.seat_of(name).ok_or("you do not sit here")?;
        match &mut self.game {
            Game::Running { next, draw_offered } if *next == seat => *draw_offered = true,
            Game::Running { .. } => return Err("it is the other's turn".to_owned()),
            _ => return Err("there is no game".to_owned()),
        }
        Ok(())
    }

    pub fn accept_draw(&mut self, name: &str) -> Result<(), String> {
        let seat = self.seat_of(name).ok_or("you do not sit here")?;
        match self.game {
            Game::Running { next, draw_offered: true } if next != seat => self.game = Game::Drawn,
            _ => return Err("no draw is offered to you".to_owned()),
        }
        Ok(())
    }

    fn won_by(&self, seat: u8) -> Game {
        Game::Won { by: self.seats[usize::from(seat)].clone().unwrap_or_default() }
    }
}
