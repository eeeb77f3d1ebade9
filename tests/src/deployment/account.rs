//! An AWS account in moto.

use std::{path::PathBuf, process::Command};

use serde_json::{Value, json};

use crate::judges::{Dialogue, judge, script};

/// The account's number.
pub const ACCOUNT: &str = "123456789012";

/// The bucket of the artifacts.
pub const BUCKET: &str = "artifacts";

/// The key of the functions' artifact.
pub const CODE: &str = "first.zip";

/// A moto server with additions. Dropping it ends the server.
#[derive(Debug)]
pub struct Server {
    process: Dialogue,
    port: u16,
}

impl Server {
    /// Starts a server with an artifact in a bucket.
    ///
    /// # Panics
    /// If the server cannot be started.
    pub fn start() -> Self {
        let mut process = Dialogue::start(script("deployment/server.py", &[]));
        let server = Server { port: process.port(), process };
        let mut account = server.account("us-east-1");
        account.call("s3", "create-bucket", json!({ "Bucket": BUCKET }));
        account.call("s3", "put-object", json!({ "Bucket": BUCKET, "Key": CODE, "Body": "an artifact" }));
        server
    }

    /// Returns the account in a Region.
    pub fn account(&self, region: &str) -> Account {
        let port = self.port.to_string();
        let boto = Dialogue::start(script("deployment/boto.py", &[&port, region]));
        Account { boto, port: self.port, region: region.to_owned() }
    }

    /// Returns the route keys that each deployment of an API has frozen.
    ///
    /// # Panics
    /// If the server has ended.
    pub fn deployed(&mut self) -> Value {
        self.process.say("deployed");
        serde_json::from_str(&self.process.line()).expect("JSON")
    }
}

/// The account in one Region.
#[derive(Debug)]
pub struct Account {
    boto: Dialogue,
    port: u16,
    region: String,
}

impl Account {
    /// Returns the Region.
    pub fn region(&self) -> &str {
        &self.region
    }

    fn ask(&mut self, service: &str, operation: &str, arguments: &Value) -> Value {
        self.boto.say(json!([service, operation, arguments]));
        let line = self.boto.line();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("{service} {operation} {arguments}: {line:?}"))
    }

    /// Makes a call with botocore.
    ///
    /// # Errors
    /// Returns the error that AWS answers.
    pub fn try_call(&mut self, service: &str, operation: &str, arguments: &Value) -> Result<Value, Value> {
        let mut answer = self.ask(service, operation, arguments);
        match answer.get_mut("Error") {
            Some(error) => Err(error.take()),
            None => Ok(answer),
        }
    }

    /// Makes a call with botocore.
    ///
    /// # Panics
    /// If the call fails.
    #[expect(clippy::needless_pass_by_value, reason = "most arguments are written in the call")]
    pub fn call(&mut self, service: &str, operation: &str, arguments: Value) -> Value {
        self.try_call(service, operation, &arguments)
            .unwrap_or_else(|error| panic!("{service} {operation} {arguments}: {error}"))
    }

    /// Returns the AWS CLI, without a command.
    pub fn cli(&self) -> Command {
        let mut command = judge("aws");
        command
            .env_clear()
            .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port))
            .envs([("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret")])
            .envs([("AWS_DEFAULT_REGION", self.region.as_str()), ("AWS_MAX_ATTEMPTS", "1")])
            .envs([("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("AWS_PAGER", "")])
            .env("HOME", PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        command
    }

    /// Returns the output of a command of the AWS CLI.
    ///
    /// # Panics
    /// If the command fails.
    pub fn aws(&self, arguments: &[&str]) -> String {
        let output = self.cli().args(arguments).output().expect("the AWS CLI");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "aws {arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Returns the JSON output of a command of the AWS CLI.
    ///
    /// # Panics
    /// If the command fails, or its output is not JSON.
    pub fn aws_json(&self, arguments: &[&str]) -> Value {
        let text = self.aws(arguments);
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("aws {arguments:?}: {text:?}"))
    }

    /// Uploads a template for CloudFormation, and returns its URL.
    pub fn put_template(&mut self, name: &str, template: &str) -> String {
        let key = format!("{}/{name}.json", self.region);
        self.call("s3", "put-object", json!({ "Bucket": BUCKET, "Key": key, "Body": template }));
        format!("https://s3.amazonaws.com/{BUCKET}/{key}")
    }
}
